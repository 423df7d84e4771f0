package dev.collabgraph.suite.scoring.text;

import java.util.List;
import java.util.Locale;

/**
 * Marks of an answer in languages other than English: a noun and a colon ({@code Antwort: 7},
 * {@code Réponse : 7}, {@code 答案：7}), or a noun and a verb where the script joins them ({@code
 * 答案是7}, {@code 정답은 7}). Looks back from the last character of a mark over a bounded number of
 * characters.
 */
final class ForeignMarkers {
  private static final int MAX_LOOK_BACK = 20;
  private static final int MAX_BLANKS = 3;

  /** Before a colon; a letter may not stand in front of one in a script with spaces. */
  private static final List<String> NOUNS =
      List.of(
          "antwort",
          "lösung",
          "ergebnis",
          "respuesta",
          "resultado",
          "réponse",
          "reponse",
          "résultat",
          "risposta",
          "risultato",
          "resposta",
          "ответ",
          "відповідь",
          "jawaban",
          "jibu",
          "cevap",
          "yanıt",
          "odpowiedź",
          "odpověď",
          "odgovor",
          "svar",
          "antwoord",
          "vastaus",
          "válasz",
          "răspuns",
          "απάντηση",
          "đáp án",
          "คำตอบ",
          "उत्तर",
          "উত্তর",
          "الإجابة",
          "إجابة",
          "الجواب",
          "答案",
          "答え",
          "回答",
          "解答",
          "正解",
          "答",
          "정답",
          "답변",
          "답");

  /** Marks without a colon, each ended by its last character. */
  private static final List<String> STATEMENTS =
      List.of("答案是", "答案为", "答案為", "答えは", "正解は", "정답은", "답은");

  private ForeignMarkers() {}

  /** Whether {@code c} can be the last character of such a mark. */
  static boolean mayEnd(char c) {
    return c == ':' || c >= 'は' && "：是为為は은".indexOf(c) >= 0;
  }

  /** Whether a mark ends with the character at {@code at}. */
  static boolean endsAt(CharSequence text, int at) {
    char c = text.charAt(at);
    if (c != ':' && c != '：') {
      String before = text.subSequence(Math.max(0, at - 2), at + 1).toString();
      return STATEMENTS.stream().anyMatch(before::endsWith);
    }
    int end = at;
    while (end > 0 && at - end < MAX_BLANKS && isGap(text.charAt(end - 1))) {
      end--;
    }
    if (end == 0 || !Character.isLetter(text.charAt(end - 1))) {
      // a sign of a vowel may end a word, as in Thai; all nouns above end with a letter
      return false;
    }
    String before =
        text.subSequence(Math.max(0, end - MAX_LOOK_BACK), end).toString().toLowerCase(Locale.ROOT);
    for (String noun : NOUNS) {
      if (before.endsWith(noun)) {
        int start = before.length() - noun.length() - 1;
        return start < 0
            || Texts.isIdeographic(noun.charAt(0))
            || !Character.isLetter(before.charAt(start));
      }
    }
    return false;
  }

  private static boolean isGap(char c) {
    return c == ' ' || c == '\u00A0' || c == '\u202F' || c == '*' || c == '_';
  }
}
