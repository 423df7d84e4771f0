package dev.collabgraph.search.agent;

import dev.collabgraph.search.Advisor;
import java.util.Optional;

/**
 * Asks an agent for one decision: a reply that is not valid is asked for once more with the error
 * shown, then the rules decide. Whatever happens, there is a line that says so. Not thread-safe.
 */
final class Consultation {
  private static final int MOST_LETTERS = 300;

  /** Reads a reply; throws {@link InvalidReplyException} if any of it is not as asked. */
  interface Reader<T> {
    T read(String reply);
  }

  private final Advisor advisor;
  private String line = "";

  Consultation(Advisor advisor) {
    this.advisor = advisor;
  }

  /**
   * The decision; empty if the rules have to make it.
   *
   * @param round iteration, from 1
   */
  <T> Optional<T> ask(int round, String prompt, Reader<T> reader) {
    String question = prompt;
    String errors = "";
    for (int attempt = 1; attempt <= 2; attempt++) {
      Advisor.Reply reply = advisor.ask(round, attempt, question);
      String error;
      if (reply.text() == null) {
        error = reply.failure();
        advisor.record(new Advisor.Exchange(round, attempt, question, null, error));
        say(round, "no reply (" + error + "); the rules decide this round." + errors);
        return Optional.empty();
      }
      try {
        T decision = reader.read(reply.text());
        advisor.record(new Advisor.Exchange(round, attempt, question, reply.text(), null));
        say(round, attempt == 1 ? "reply used." : "second reply used." + errors);
        return Optional.of(decision);
      } catch (InvalidReplyException e) {
        error = clipped(reply.cut() ? "it was cut off. " + e.getMessage() : e.getMessage());
        advisor.record(new Advisor.Exchange(round, attempt, question, reply.text(), error));
        errors += " Reply " + attempt + " was not used: " + error;
        question =
            prompt
                + "\n\nYour last reply was not used: "
                + error
                + "\nReply again with one JSON object as asked, and nothing else.";
      }
    }
    say(round, "the rules decide this round." + errors);
    return Optional.empty();
  }

  private void say(int round, String what) {
    line = "Agent %s, round %s: %s".formatted(advisor.id(), round, what);
  }

  /** The line on what happened last, told once. */
  String line() {
    String told = line;
    line = "";
    return told;
  }

  /** One line without control characters, at most 300 letters. */
  static String clipped(String text) {
    String one = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    return one.length() <= MOST_LETTERS ? one : one.substring(0, MOST_LETTERS) + "...";
  }
}
