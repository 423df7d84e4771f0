package dev.collabgraph.simulated;

import java.util.Locale;

/**
 * Drafts as texts and back. A text is {@code Draft 1, 281 tokens of working, 62% sure.} and on the
 * next line {@code Answer: 42}, so that real scorers find the answer and reading nodes the rest.
 */
final class DraftText {
  private static final String START = "Draft ";
  private static final String TOKENS = " tokens of working, ";
  private static final String ANSWER = "Answer: ";

  /** The text of an answer that the token limit cut; no scorer finds an answer in it. */
  static final String CUT = "The working was cut before it came to a result.";

  private DraftText() {}

  static String write(LatentTask task, long draft) {
    if (Draft.answer(draft) == Draft.NO_ANSWER) {
      return CUT;
    }
    return new StringBuilder(80)
        .append(START)
        .append(Draft.revision(draft))
        .append(", ")
        .append(Draft.tokens(draft))
        .append(TOKENS)
        .append(Draft.confidence(draft))
        .append("% sure.\n")
        .append(ANSWER)
        .append(task.answers()[Draft.answer(draft)])
        .toString();
  }

  /**
   * Reads an input. A text from elsewhere counts as an unrevised draft of {@code meanTokens} tokens
   * and 50 % confidence if it names an answer of the task, else as one without an answer.
   */
  static long read(LatentTask task, String text, int meanTokens) {
    int answer = answer(task, text);
    if (answer == Draft.NO_ANSWER) {
      return Draft.unreadable(meanTokens);
    }
    int comma = text.indexOf(", ");
    int tokensEnd = text.indexOf(TOKENS);
    int percent = text.indexOf('%');
    if (text.startsWith(START) && comma > 0 && tokensEnd > comma && percent > tokensEnd) {
      int revision = number(text, START.length(), comma);
      int tokens = number(text, comma + 2, tokensEnd);
      int confidence = number(text, tokensEnd + TOKENS.length(), percent);
      if (revision >= 0 && tokens >= 0 && confidence >= 0) {
        return Draft.of(answer, revision, confidence, tokens);
      }
    }
    return Draft.of(answer, 0, 50, meanTokens);
  }

  private static int answer(LatentTask task, String text) {
    int start = text.lastIndexOf(ANSWER);
    if (start < 0) {
      return Draft.NO_ANSWER;
    }
    start += ANSWER.length();
    int end = start;
    while (end < text.length() && isAnswerCharacter(text.charAt(end))) {
      end++;
    }
    return task.indexOf(text.substring(start, end).toUpperCase(Locale.ROOT));
  }

  private static boolean isAnswerCharacter(char c) {
    return c == '-' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  /** A number of at most five digits; -1 if there is none. */
  private static int number(String text, int start, int end) {
    if (end <= start || end - start > 5) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value;
  }
}
