package dev.collabgraph.suite;

import java.util.Objects;

/**
 * What a predecessor answered, as a template sees it.
 *
 * @param index position in the prompt, from 1
 * @param model id of the model that answered; {@code vote} for a vote
 * @param text the answer
 */
public record InputText(int index, String model, String text) {
  public InputText {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(text, "text");
    if (index < 1) {
      throw new IllegalArgumentException("index is " + index + ", expected 1 or more.");
    }
  }
}
