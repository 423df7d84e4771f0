package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.text.Boxes;
import java.util.List;

/**
 * An answer behind the letter of an option, as in {@code \textbf{(B)}\ 17} or {@code \text{B. }17}.
 *
 * @param letter the letter
 * @param rest the answer; not blank
 */
record MathLabel(char letter, String rest) {
  private static final List<String> FACES =
      List.of("\\textbf{", "\\text{", "\\mathbf{", "\\mathrm{", "\\textrm{");
  private static final int MAX_LABEL = 12;

  /** The label of an answer; null if it has none or nothing behind it. */
  static MathLabel of(String answer) {
    String text = answer.strip();
    for (String face : FACES) {
      int end = text.startsWith(face) ? Boxes.closing(text, face.length() - 1) : -1;
      if (end > 0 && end - face.length() <= MAX_LABEL) {
        char letter = letter(text.substring(face.length(), end).strip(), false);
        String rest = text.substring(end + 1).strip();
        while (rest.startsWith("\\ ") || rest.startsWith("\\,") || rest.startsWith("~")) {
          rest = rest.substring(rest.charAt(0) == '~' ? 1 : 2).strip();
        }
        return letter == 0 || rest.isEmpty() || rest.equals("\\")
            ? null
            : new MathLabel(letter, rest);
      }
    }
    return null;
  }

  /** Whether an answer is a letter of an option and nothing else. */
  boolean isLetterOf(String answer) {
    String text = answer.strip();
    for (String face : FACES) {
      if (text.startsWith(face) && text.endsWith("}")) {
        return letter(text.substring(face.length(), text.length() - 1).strip(), true) == letter;
      }
    }
    return letter(text, true) == letter;
  }

  /** The letter of {@code (B)}, {@code B)} or {@code B.}; 0 if it is something else. */
  private static char letter(String label, boolean bare) {
    int open = label.startsWith("(") ? 1 : 0;
    boolean closed = label.length() == open + 2 && ").:".indexOf(label.charAt(open + 1)) >= 0;
    boolean alone = bare && open == 0 && label.length() == 1;
    if (!closed && !alone || open == 1 && label.charAt(2) != ')') {
      return 0;
    }
    char letter = label.charAt(open);
    return letter >= 'A' && letter <= 'Z' ? letter : 0;
  }
}
