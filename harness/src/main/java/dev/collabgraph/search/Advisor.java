package dev.collabgraph.search;

/**
 * The language model that a suite names as {@code search.agent}. Its calls stand on the bill and
 * count against {@code spend}. Driven by one thread.
 */
public interface Advisor {

  /** Id of the model, for lines to people. */
  String id();

  /**
   * Asks once; blocks until there is a reply or none is to be had.
   *
   * @param round iteration the question belongs to, from 1
   * @param attempt 1, or 2 for the question that shows what was wrong with the first reply
   */
  Reply ask(int round, int attempt, String prompt);

  /** Keeps what became of a question in the transcript. */
  void record(Exchange exchange);

  /**
   * What came back.
   *
   * @param text null if nothing did
   * @param cut whether the token limit ended it
   * @param failure why nothing came back; null if something did
   */
  record Reply(String text, boolean cut, String failure) {}

  /**
   * One question with what became of it.
   *
   * @param reply null if there was none
   * @param error why the reply was not used; null if it was
   */
  record Exchange(int round, int attempt, String prompt, String reply, String error) {}
}
