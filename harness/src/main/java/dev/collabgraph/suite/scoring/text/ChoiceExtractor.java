package dev.collabgraph.suite.scoring.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * Reads the chosen option out of a completion. In this order: the last {@code \boxed}; the last
 * marker ({@code Answer:}, {@code the correct option is}, {@code I choose}); a completion that is
 * one letter or one option's text; {@code B is correct}; the one letter that begins a line, stands
 * in parentheses or follows "option"; the one option whose text is mentioned; one capital in a
 * short last line. Letters of abbreviations and articles are not options. More than one letter in
 * the same place is no answer.
 */
final class ChoiceExtractor {
  static final char NONE = 0;
  static final char SEVERAL = 1;

  private static final Pattern WRAPPER =
      Pattern.compile(
          "\\\\(?:text|textbf|textit|textrm|mathrm|mathbf|mathsf|mathit|operatorname|boldsymbol|bf|rm)\\s*\\{([^{}]*)\\}");
  private static final Pattern MARKER =
      Pattern.compile(
          "(?i)(?:^|\\n)[ \\t>]*####[ \\t]*|<(?:final[_ ]?)?answer>[ \\t]*"
              + "|\\b(?:answer|choice|option|letter|conclusion|selection|response)s?(?:[ \\t]+(?:choice|option|letter))?"
              + "(?:[ \\t]*\\([a-z ]{1,20}\\))?[\"']?(?:[ \\t]+(?:to|for|here|that|which|of|in|among)(?:[ \\t]+[a-z0-9]+){0,4}?)?[ \\t]*"
              + "(?:is|are|:|=|=>|→|would be|should be|must be|has to be|has been|will be)[ \\t]*[:=]?[ \\t]*"
              + "|\\b(?:correct|final|answer)[ \\t]*(?:answer)?[ \\t]*:[ \\t]*"
              + "|\\bI(?:[ \\t]+would|'d|[ \\t]+will|'ll|[ \\t]+am going to|[ \\t]+must|[ \\t]+therefore|[ \\t]+have to)?[ \\t]+(?:choose|pick|select|go with|going with|vote for|answer)[ \\t]+");

  /** What other languages say; the word for "letter" or an article may follow. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?i)(?:antwort|lösung)(?:[ \\t]+(?:ist|lautet))[ \\t]*:?[ \\t]*"
              + "|réponse(?:[ \\t]+(?:correcte|exacte|juste))?[ \\t]+est[ \\t]*:?[ \\t]*(?:la[ \\t]+)?"
              + "|respuesta(?:[ \\t]+(?:correcta|final))?[ \\t]+es[ \\t]*:?[ \\t]*(?:la[ \\t]+)?"
              + "|risposta(?:[ \\t]+(?:corretta|giusta|esatta))?[ \\t]+è[ \\t]*:?[ \\t]*(?:la[ \\t]+)?"
              + "|resposta(?:[ \\t]+(?:correta|certa))?[ \\t]+é[ \\t]*:?[ \\t]*(?:a[ \\t]+letra[ \\t]+)?"
              + "|(?:答案|正解)(?:是|为|為|选|選)?[ \\t]*(?:选项|選項)?[ \\t]*|(?:选择|選擇|选项|選項|故选|故選|应选|選|选)[ \\t]*:?[ \\t]*"
              + "|(?:答え|正解|回答)は[ \\t]*|(?:정답|답)은[ \\t]*");

  /** A conclusion in passing: {@code so C}, {@code it's (C) because}. */
  private static final Pattern CONCLUSION =
      Pattern.compile(
          "(?i:\\b(?:so|hence|thus|therefore|it's|it[ \\t]+is|it[ \\t]+must[ \\t]+be|must[ \\t]+be|should[ \\t]+be"
              + "|leaving|leaves|leaves[ \\t]+us[ \\t]+with|left[ \\t]+with|on[ \\t]+reflection|in[ \\t]+the[ \\t]+end)\\b[ \\t]*[,:]?[ \\t]*(?:only[ \\t]+)?(?:(?:option|choice|letter)[ \\t]+)?)"
              + "[(\\[\"]?([A-Z])[)\\]\"]?(?:$|[.!?,;:](?:[^A-Za-z]|$)|[ \\t]*\\n|[ \\t]+(?:because|since|as|for|by|due|given)\\b)");

  private static final Pattern LEAD =
      Pattern.compile(
          "(?i)^(?:[\\s\"'“‘`:=>~-]|(?:the|option|choice|letter|answer|statement|clearly|definitely|most|likely|probably|actually|therefore|indeed|simply|just|correct|is|number|to|be)\\b[ \\t:]*"
              + "|not[ \\t]+\\(?[A-Z]\\)?(?:,?[ \\t]+but\\b|[.;])[ \\t]*)*");
  private static final Pattern LETTER =
      Pattern.compile("^([(\\[{<]?)[ \\t]*([A-Za-z])[ \\t]*([)\\]}>]?)");
  private static final Pattern SECOND =
      Pattern.compile(
          "(?i)^[)\\].]?[ \\t]*(?:,?[ \\t]*(?:but[ \\t]+also|and|or|&|\\+|/|and/or|as well as)|,)[ \\t]*(?:also[ \\t]+|maybe[ \\t]+|possibly[ \\t]+|option[ \\t]+|both[ \\t]+)*[(\\[]?([A-Z])(?:[)\\].,;!?]|$|[ \\t]*(?:\\n|$)|[ \\t]+(?:are|both|together|depending|could|might|may)\\b)");
  private static final Pattern REASON =
      Pattern.compile(
          "(?i)^(?:because|since|as|is|was|and|or|with|for|which|due|by|given|in|but|from|if|\\(|-|–|—|,|/)");
  private static final Pattern CORRECT =
      Pattern.compile(
          "(?:^|[^A-Za-z.'’]|(?:^|[ \\t\\n])['‘])[(\\[]?([A-Z])[)\\]'’\"”]?[ \\t]+(?:is|must be|seems|appears to be|would be|looks)[ \\t]+(?:therefore |thus |clearly |definitely |indeed |also |probably |likely |actually )?(?:the |my )?"
              + "(?:(?:only |most )?(?:correct|right|best|answer|choice|likely|true|accurate|appropriate)\\b"
              + "|only (?:one|option|choice) (?:that|which) (?:fits|works|holds|matches|applies)\\b)");

  /** Two letters joined, or one that is denied. */
  private static final Pattern DOUBT =
      Pattern.compile(
          "(?i)\\b(?:not|neither|nor|except|wrong|incorrect|false|but|cannot|unlikely|instead|eliminated?|ruled|isn't|aren't|can't|couldn't|won't|wouldn't|rule out|excluded?|discard|reject|doubt|don't|doesn't|didn't|than)\\b|\\b[A-Z][)\\]]?[ \\t]*(?:,|/|&|\\band\\b|\\bor\\b)[ \\t]*[(\\[]?[A-Z]\\b");

  /** What takes back the clause that it stands in. */
  private static final Pattern DENIAL =
      Pattern.compile(
          "(?i)\\b(?:do not|don't|doubt|cannot|can't|could not|couldn't|never|not sure|hardly|nobody)\\b");

  private static final int MAX_CLAUSE = 60;

  /** One letter on a line of its own. */
  private static final Pattern ALONE =
      Pattern.compile("^[(\\[\"']?([A-Z])[)\\]\"']?[.:]?[ \\t]*\\n\\s*\\S");

  private static final Pattern SECOND_THOUGHT =
      Pattern.compile("(?i)\\b(?:no|wait|actually|correction|instead|on second thought|wrong)\\b");

  /** A sentence about a letter, which need not choose it. */
  private static final Pattern VERDICT =
      Pattern.compile(
          "(?i)^(?:the )?(?:option |choice |answer |letter )?[(\\[]?[a-z][)\\]]?[ \\t]+(?:is|was|isn't|has|does|can|could|would|will|seems|looks|says|describes|refers|might|may)\\b");

  /** Such a sentence, after its letter: denied, or about something else. */
  private static final Pattern ABOUT =
      Pattern.compile(
          "(?i)^[)\\]\"']?[ \\t]+(?:is|are|was|were|has|have|does|do|did|can|could|would|will|seems?|looks?|says|describes|refers|might|may|must|isn't|doesn't|can't|cannot|couldn't|wouldn't|won't)\\b");

  private static final Pattern LINE_START =
      Pattern.compile("(?m)^[ \\t>-]*(?:[(\\[]([A-Za-z])[)\\]]|([A-Z])[).:](?:[ \\t]|$))");
  private static final Pattern PARENTHESISED = Pattern.compile("[(\\[]([A-Za-z])[)\\]]");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:[Oo]ption|[Cc]hoice|[Aa]nswer|[Ll]etter)[ \\t]+[(\\[\"']?([A-Z])(?:$|[^A-Za-z'’+#])");
  private static final Pattern CAPITAL =
      Pattern.compile(
          "(?:^|[^A-Za-z0-9.'’&-])(?:([A-Z])(?:$|[.!?,;:)](?:[^A-Za-z]|$))|([B-HJ-Z])[ \\t]+(?:[^A-Za-z]|[A-Z](?:[^A-Za-z]|$)"
              + "|(?:it|for|is|was|seems|looks|appears|fits|works|matches|makes|would|should|must|then|too|here|alone"
              + "|because|since|as|I|definitely|clearly|obviously|please|only)\\b))");

  private final Choices choices;

  ChoiceExtractor(Choices choices) {
    this.choices = choices;
  }

  /** The option's capital letter, or {@link #NONE} or {@link #SEVERAL}. */
  char extract(String whole) {
    String completion = Texts.halfWidth(Texts.afterThinking(whole));
    String boxed = Boxes.last(completion);
    if (boxed != null) {
      char letter = fragment(clean(boxed), false);
      if (letter != NONE) {
        return letter;
      }
    }
    String text = clean(completion);
    List<Integer> ends = new ArrayList<>();
    Matcher marker = MARKER.matcher(text);
    while (marker.find()) {
      if (!denied(text, marker.start())) {
        ends.add(marker.end());
      }
    }
    foreign(text, ends);
    List<Integer> last = new ArrayList<>(AnswerMarkers.last(ends));
    Collections.reverse(last);
    for (int end : last) {
      char letter = fragment(AnswerMarkers.lineFrom(text, end), true);
      if (letter != NONE) {
        return letter;
      }
    }
    return unmarked(text);
  }

  /** Whether the clause that goes on at {@code at} was denied before, as in "I doubt that". */
  private static boolean denied(String text, int at) {
    int start = at;
    while (start > 0 && at - start < MAX_CLAUSE && ".!?,;:\n".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    String clause = text.substring(start, at);
    return DENIAL.matcher(clause.substring(clause.lastIndexOf(" but ") + 1)).find();
  }

  private static void foreign(String text, List<Integer> ends) {
    for (int i = 0; i < text.length(); i++) {
      if (ForeignMarkers.mayEnd(text.charAt(i)) && ForeignMarkers.endsAt(text, i)) {
        ends.add(i + 1);
      }
    }
    Matcher statement = FOREIGN.matcher(text);
    while (statement.find()) {
      ends.add(statement.end());
    }
    Collections.sort(ends);
  }

  /** Without emphasis, code marks, LaTeX wrappers and math signs. */
  private static String clean(String text) {
    String unwrapped = text;
    for (int i = 0; i < 3 && unwrapped.indexOf('\\') >= 0; i++) {
      unwrapped = WRAPPER.matcher(unwrapped).replaceAll("$1");
    }
    StringBuilder out = new StringBuilder(unwrapped.length());
    for (int i = 0; i < unwrapped.length(); i++) {
      char c = unwrapped.charAt(i);
      if ("*_`$\u200B\uFEFF".indexOf(c) >= 0
          || (c == '\\'
              && i + 1 < unwrapped.length()
              && "()[]".indexOf(unwrapped.charAt(i + 1)) >= 0)) {
        continue;
      }
      out.append(c == '\u00A0' ? ' ' : c);
    }
    return out.toString().strip();
  }

  /**
   * Reads text that should begin with the answer.
   *
   * @param marked whether a marker came before, so that more words may follow
   */
  private char fragment(String text, boolean marked) {
    Matcher lead = LEAD.matcher(text);
    String rest = lead.find() ? text.substring(lead.end()) : text;
    String key = Choices.key(rest);
    if (key.length() == 1 && choices.has(key.charAt(0))) {
      return Character.toUpperCase(key.charAt(0));
    }
    boolean negative =
        lead.end() > 0
            && text.charAt(lead.end() - 1) == '-'
            && !rest.isEmpty()
            && Character.isDigit(rest.charAt(0));
    char byText = choices.byText(Choices.key(text));
    if (byText == NONE && !negative) {
      byText = choices.byText(key);
    }
    if (byText != NONE) {
      return byText;
    }
    char letter = letter(rest, marked);
    if (letter != NONE) {
      return letter;
    }
    return marked ? choices.byPrefix(key) : NONE;
  }

  private char letter(String rest, boolean marked) {
    Matcher matcher = LETTER.matcher(rest);
    if (!matcher.find()) {
      return NONE;
    }
    char letter = matcher.group(2).charAt(0);
    boolean closed = !matcher.group(3).isEmpty();
    String after = rest.substring(matcher.end());
    if (!choices.has(letter)) {
      return NONE;
    }
    if (!closed && !boundary(rest, matcher.end(2), letter, marked)) {
      return NONE;
    }
    Matcher second = SECOND.matcher(after);
    if (second.find()
        && choices.has(second.group(1).charAt(0))
        && Character.toUpperCase(second.group(1).charAt(0)) != Character.toUpperCase(letter)) {
      return SEVERAL;
    }
    return Character.toUpperCase(letter);
  }

  /**
   * Whether a letter that ends at {@code end}, before the end of the text, stands for itself rather
   * than for a word.
   */
  private boolean boundary(String text, int end, char letter, boolean marked) {
    char next = text.charAt(end);
    char beyond = end + 1 < text.length() ? text.charAt(end + 1) : '\n';
    if (Character.isLetterOrDigit(next) && !Texts.isIdeographic(next)
        || "'’&+#".indexOf(next) >= 0) {
      return false;
    }
    if ((next == '.' || next == '-' || next == '/' && Character.isLowerCase(letter))
        && Character.isLetterOrDigit(beyond)) {
      return false;
    }
    if (next != ' ' && next != '\t') {
      return true;
    }
    String rest = text.substring(end).strip();
    if (rest.isEmpty() || REASON.matcher(rest).find()) {
      return true;
    }
    boolean article = letter == 'A' || letter == 'a' || letter == 'I';
    if (!article) {
      return marked && Character.isUpperCase(letter) || !Character.isLetter(rest.charAt(0));
    }
    return !choices.keys().isEmpty()
        && Choices.key(rest).startsWith(choices.keys().get(Character.toUpperCase(letter) - 'A'));
  }

  private char unmarked(String text) {
    if (text.indexOf('\n') < 0 && !VERDICT.matcher(text).find()) {
      char letter = fragment(text, false);
      if (letter != NONE) {
        return letter;
      }
    }
    Matcher correct = CORRECT.matcher(text);
    char last = NONE;
    while (correct.find()) {
      char letter = correct.group(1).charAt(0);
      last = choices.has(letter) ? letter : last;
    }
    if (last != NONE) {
      return last;
    }
    Matcher conclusion = CONCLUSION.matcher(text);
    while (conclusion.find()) {
      char letter = conclusion.group(1).charAt(0);
      last = choices.has(letter) && !denied(text, conclusion.start()) ? letter : last;
    }
    if (last != NONE) {
      return last;
    }
    Matcher alone = ALONE.matcher(text);
    if (alone.find()
        && choices.has(alone.group(1).charAt(0))
        && !SECOND_THOUGHT.matcher(text).find()) {
      return alone.group(1).charAt(0);
    }
    String lastLine = text.substring(text.lastIndexOf('\n') + 1);
    for (Pattern pattern : List.of(LINE_START, PARENTHESISED, NAMED)) {
      char all = only(pattern, text);
      boolean listing = pattern == LINE_START && listed(text);
      char end = all == SEVERAL && !listing ? only(pattern, lastLine) : all;
      if (end > SEVERAL) {
        return end;
      }
      if (all == SEVERAL) {
        return NONE;
      }
    }
    char mentioned = choices.onlyMentioned(Choices.key(text));
    if (mentioned != NONE) {
      return mentioned;
    }
    if (lastLine.split("\\s+", 8).length <= 6 && !DOUBT.matcher(lastLine).find()) {
      char capital = only(CAPITAL, lastLine);
      return capital == SEVERAL ? NONE : capital;
    }
    return NONE;
  }

  /** Whether lines begin with all letters in turn and the last of them ends the text. */
  private boolean listed(String text) {
    Matcher line = LINE_START.matcher(text);
    int letters = 0;
    int last = 0;
    while (line.find()) {
      int group = line.group(1) != null ? 1 : 2;
      if (line.group(group).charAt(0) != 'A' + letters) {
        return false;
      }
      letters++;
      last = line.end(group);
    }
    return letters == choices.count() && text.indexOf('\n', last) < 0;
  }

  private static boolean about(String text, int end) {
    return ABOUT.matcher(text.substring(end, Math.min(text.length(), end + 20))).find();
  }

  private char only(Pattern pattern, String text) {
    TreeSet<Character> letters = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    int from = 0;
    while (from <= text.length() && matcher.find(from)) {
      int group = matcher.group(1) != null ? 1 : 2;
      char letter = matcher.group(group).charAt(0);
      from = matcher.end(group);
      boolean said = pattern != NAMED && pattern != CAPITAL || !about(text, matcher.end(group));
      if (choices.has(letter) && said) {
        letters.add(Character.toUpperCase(letter));
      }
    }
    return letters.isEmpty() ? NONE : letters.size() == 1 ? letters.first() : SEVERAL;
  }
}
