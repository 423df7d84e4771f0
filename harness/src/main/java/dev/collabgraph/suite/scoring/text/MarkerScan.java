package dev.collabgraph.suite.scoring.text;

/**
 * Reads one marker of an answer at a place of a text. Written by hand because every completion of a
 * search passes here: a regular expression for it took more than half of a simulated search. What
 * counts as a marker, as a regular expression without regard to case:
 *
 * <pre>
 *   (?:^|\n)[ \t>]*####[ \t]*
 *   (?:^|\n)[ \t>*_]*a[ \t*_]*:[ \t*_]*
 *   \b(?:answer|result|solution)s?[ \t]*(?:\([a-z ]{1,20}\))?["']?[*_]{0,3}[ \t]*[:=：][ \t*_]*
 *   {@literal <}(?:answer|result|solution){@literal >}[ \t*_]*
 *   \b(?:answer|result)[*_]{0,3}[ \t]+(?:is|are|would be|should be|must be|equals|will be)
 *       [*_]{0,3}(?:[ \t]*:)?[ \t*_]*
 * </pre>
 *
 * and what {@link ForeignMarkers} knows. The first that fits wins. No part of them can give back
 * what it took to let a later part fit, so each is read straight ahead. Case is folded as regular
 * expressions do: the long s is an s and the Kelvin sign a k. Not thread-safe.
 */
final class MarkerScan {
  private static final String[] NOUNS = {"answer", "result", "solution"};
  private static final int SENTENCE_NOUNS = 2; // "the solution is" goes on with prose too often
  private static final String[] VERBS = {
    "is", "are", "would be", "should be", "must be", "equals", "will be"
  };
  private static final int MAX_REMARK = 20;
  private static final int NONE = -1;

  private final CharSequence text;
  private final int length;

  MarkerScan(CharSequence text) {
    this.text = text;
    this.length = text.length();
  }

  /** End of the first marker that starts at {@code from} or later; -1 if there is none. */
  int next(int from) {
    for (int at = from; at < length; at++) {
      char c = text.charAt(at);
      int end = NONE;
      if (c == '\n') {
        end = lineStart(at + 1);
      } else if (at == 0) {
        end = lineStart(0);
      }
      if (end < 0 && mayBeginNoun(c) && boundary(at)) {
        end = noun(at);
      } else if (end < 0 && ForeignMarkers.mayEnd(c) && ForeignMarkers.endsAt(text, at)) {
        end = blanksAndMarks(at + 1);
        end = is(end, ':') || is(end, '：') ? blanksAndMarks(end + 1) : end; // 答案是：7
      }
      if (end >= 0) {
        return end;
      }
    }
    return NONE;
  }

  private static boolean mayBeginNoun(char c) {
    return switch (c) {
      case 'a', 'A', 'r', 'R', 's', 'S', 'ſ' -> true;
      default -> false;
    };
  }

  private boolean boundary(int at) {
    boolean before = at > 0 && isWord(text.charAt(at - 1));
    return before != isWord(text.charAt(at));
  }

  private static boolean isWord(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }

  /** {@code ####} or {@code A:} on the line that begins here. */
  private int lineStart(int start) {
    int at = start;
    while (isBlank(at) || is(at, '>')) {
      at++;
    }
    if (isHere("####", at)) {
      return blanks(at + 4);
    }
    while (isBlankOrMark(at) || is(at, '>')) {
      at++;
    }
    if (at >= length || folded(at) != 'a') {
      return NONE;
    }
    at = blanksAndMarks(at + 1);
    return is(at, ':') ? blanksAndMarks(at + 1) : NONE;
  }

  private int noun(int start) {
    for (int i = 0; i < NOUNS.length; i++) {
      if (isHere(NOUNS[i], start)) {
        int at = start + NOUNS[i].length();
        if (start > 0 && text.charAt(start - 1) == '<' && is(at, '>')) {
          return blanksAndMarks(at + 1);
        }
        int end = assigned(at);
        return end < 0 && i < SENTENCE_NOUNS ? stated(at) : end;
      }
    }
    return NONE;
  }

  /** {@code (simplified)**:} after the noun. */
  private int assigned(int afterNoun) {
    int at = afterNoun;
    if (at < length && folded(at) == 's') {
      at++;
    }
    at = remark(blanks(at));
    at = blanks(marks(is(at, '"') || is(at, '\'') ? at + 1 : at));
    return is(at, ':') || is(at, '=') || is(at, '：') ? blanksAndMarks(at + 1) : NONE;
  }

  /** A few words in brackets, or nothing. */
  private int remark(int start) {
    if (!is(start, '(')) {
      return start;
    }
    int at = start + 1;
    while (at - start - 1 <= MAX_REMARK && at < length && isLetterOrSpace(folded(at))) {
      at++;
    }
    int words = at - start - 1;
    return words >= 1 && words <= MAX_REMARK && is(at, ')') ? at + 1 : start;
  }

  private static boolean isLetterOrSpace(char c) {
    return c >= 'a' && c <= 'z' || c == ' ';
  }

  /** {@code is:} after the noun. */
  private int stated(int afterNoun) {
    int at = marks(afterNoun);
    int verb = blanks(at);
    if (verb == at) {
      return NONE;
    }
    for (String word : VERBS) {
      if (isHere(word, verb)) {
        at = marks(verb + word.length());
        int colon = blanks(at);
        return blanksAndMarks(is(colon, ':') ? colon + 1 : at);
      }
    }
    return NONE;
  }

  private boolean isHere(String word, int at) {
    if (at + word.length() > length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (folded(at + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private char folded(int at) {
    char c = text.charAt(at);
    if (c >= 'A' && c <= 'Z') {
      return (char) (c + 32);
    }
    return c == 'ſ' ? 's' : c == '\u212A' ? 'k' : c;
  }

  private boolean is(int at, char c) {
    return at < length && text.charAt(at) == c;
  }

  private boolean isBlank(int at) {
    return is(at, ' ') || is(at, '\t');
  }

  private boolean isMark(int at) {
    return is(at, '*') || is(at, '_');
  }

  private boolean isBlankOrMark(int at) {
    return isBlank(at) || isMark(at);
  }

  private int blanks(int start) {
    int at = start;
    while (isBlank(at)) {
      at++;
    }
    return at;
  }

  /** At most three. */
  private int marks(int start) {
    int at = start;
    while (at - start < 3 && isMark(at)) {
      at++;
    }
    return at;
  }

  private int blanksAndMarks(int start) {
    int at = start;
    while (isBlankOrMark(at)) {
      at++;
    }
    return at;
  }
}
