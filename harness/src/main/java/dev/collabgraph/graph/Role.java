package dev.collabgraph.graph;

import java.util.Objects;
import java.util.Optional;

/**
 * What a node does with the question and with the answers of its predecessors. Roles are data: a
 * suite may change or leave out the built-in ones and add others without code.
 *
 * @param name unique in a suite
 * @param kind {@link Kind#CALL} asks a model, {@link Kind#VOTE} needs none and costs nothing
 * @param prompt template of a node without predecessors; null exactly when {@code minInputs} is
 *     above 0 or the role is a vote
 * @param promptWithInputs template of a node with predecessors; null if {@code maxInputs} is 0 or
 *     the role is a vote
 * @param minInputs fewest predecessors, 0 or more; default 0, for a vote 3
 * @param maxInputs most predecessors, at least {@code minInputs}; default {@link #UNLIMITED}
 * @param topK of its inputs the role reads only this many (those of the highest-ranked models, ties
 *     to the earliest node) and pays for no more; 1 or more, or 0 for all of them
 */
public record Role(
    String name,
    Kind kind,
    String prompt,
    String promptWithInputs,
    int minInputs,
    int maxInputs,
    int topK) {

  /** Value of {@code maxInputs} when a role takes any number of predecessors. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** How a role answers. */
  public enum Kind {
    /** One call of the node's model. */
    CALL,
    /** The majority among the inputs by the scorer's equivalence; no call, no cost. */
    VOTE
  }

  public Role {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    if (name.isBlank()) {
      throw new IllegalArgumentException("A role has a blank name.");
    }
    if (minInputs < 0) {
      throw new IllegalArgumentException(
          "Role \"" + name + "\": minInputs is " + minInputs + ", expected 0 or more.");
    }
    if (maxInputs < minInputs) {
      throw new IllegalArgumentException(
          "Role \"%s\": maxInputs is %s, expected at least minInputs (%s)."
              .formatted(name, maxInputs, minInputs));
    }
    if (topK < 0) {
      throw new IllegalArgumentException(
          "Role \"" + name + "\": topK is " + topK + ", expected 1 or more, or 0 for all inputs.");
    }
    if (kind == Kind.CALL) {
      if (minInputs == 0 && prompt == null) {
        throw new IllegalArgumentException(
            "Role \""
                + name
                + "\" may stand without inputs but has no prompt: add prompt, or set minInputs: 1.");
      }
      if (maxInputs > 0 && promptWithInputs == null) {
        throw new IllegalArgumentException(
            "Role \""
                + name
                + "\" may have inputs but has no promptWithInputs: add it, or set maxInputs: 0.");
      }
    } else {
      if (prompt != null || promptWithInputs != null) {
        throw new IllegalArgumentException(
            "Role \"" + name + "\" is a vote and asks no model: remove its prompt.");
      }
      if (minInputs < 1) {
        throw new IllegalArgumentException(
            "Role \"" + name + "\" is a vote: minInputs is 0, expected 1 or more.");
      }
    }
  }

  /** Whether a node of this role asks a model. */
  public boolean calls() {
    return kind == Kind.CALL;
  }

  /** Whether a node of this role may have {@code inDegree} predecessors. */
  public boolean admits(int inDegree) {
    return inDegree >= minInputs && inDegree <= maxInputs;
  }

  /** How many of {@code inDegree} inputs enter the prompt and are paid for. */
  public int inputsRead(int inDegree) {
    return topK == 0 ? inDegree : Math.min(inDegree, topK);
  }

  /** The template for {@code inDegree} predecessors; empty for a vote. */
  public Optional<String> template(int inDegree) {
    return Optional.ofNullable(inDegree == 0 ? prompt : promptWithInputs);
  }
}
