package dev.collabgraph.llm;

import java.util.Objects;

/** A key that cannot be printed by accident. */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  /** The key itself, for the header of a request and nothing else. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
