package dev.collabgraph.suite;

/** An option of a reader, a scorer or a section has a wrong value. */
public final class OptionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final String key;
  private final String rule;
  private final String place;
  private final String repair;

  OptionException(String key, String rule, String place, String repair) {
    super(rule + (place == null ? "" : " (" + place + ")") + (repair == null ? "" : " " + repair));
    this.key = key;
    this.rule = rule;
    this.place = place;
    this.repair = repair;
  }

  /** The key, without the path before it. */
  public String key() {
    return key;
  }

  /** The same with a place, unless it has one. */
  OptionException at(Place other) {
    return place != null || other == null
        ? this
        : new OptionException(key, rule, other.toString(), repair);
  }
}
