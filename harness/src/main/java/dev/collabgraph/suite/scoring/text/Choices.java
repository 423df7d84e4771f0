package dev.collabgraph.suite.scoring.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.collabgraph.suite.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a multiple-choice task offers.
 *
 * @param count number of options, lettered from A
 * @param keys normalised text of each option; empty if the texts are not known
 */
record Choices(int count, List<String> keys) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTED =
      Pattern.compile("(?m)^[ \\t]*[(\\[]?([A-Z])[)\\].:][ \\t]+(\\S.*)$");

  /**
   * Finds the options: in the field {@code field} as a JSON list, else in fields named A, B, ...,
   * else in lines of the question such as {@code (A) Paris}.
   *
   * @param declared number of options; 0 = as many as are found, else 4
   */
  static Choices of(Task task, String field, int declared) {
    List<String> texts = texts(task, field);
    int count = declared > 0 ? declared : texts.size() >= 2 ? texts.size() : 4;
    List<String> keys = new ArrayList<>();
    if (texts.size() == count) {
      texts.forEach(text -> keys.add(key(text)));
    }
    return new Choices(count, keys);
  }

  private static List<String> texts(Task task, String field) {
    String listed = task.fields().get(field);
    List<String> texts = new ArrayList<>();
    if (listed != null) {
      try {
        JsonNode node = JSON.readTree(listed);
        if (node != null && node.isArray()) {
          node.forEach(item -> texts.add(item.isTextual() ? item.textValue() : item.toString()));
          return texts;
        }
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(
            "the field \"" + field + "\" is no JSON list of choices.", e);
      }
    }
    for (char letter = 'A'; task.fields().containsKey("" + letter); letter++) {
      texts.add(task.fields().get("" + letter));
    }
    if (!texts.isEmpty()) {
      return texts;
    }
    Matcher matcher = LISTED.matcher(task.question());
    while (matcher.find()) {
      char letter = matcher.group(1).charAt(0);
      if (letter == 'A') {
        texts.clear();
      }
      if (letter == 'A' + texts.size()) {
        texts.add(matcher.group(2));
      }
    }
    return texts;
  }

  /** Lower case, one space between words, no punctuation at the ends. */
  static String key(String text) {
    return Texts.trimPunctuation(Texts.collapse(text)).toLowerCase(Locale.ROOT);
  }

  /** After "no": there is no answer. */
  private static final Pattern WITHOUT =
      Pattern.compile("^ (?:idea|clue|answer|way|information|doubt)\\b");

  /** Whether a letter of either case is one of the options. */
  boolean has(char letter) {
    int index = Character.toUpperCase(letter) - 'A';
    return index >= 0 && index < count;
  }

  /** The option whose text this is; 0 if none or several. */
  char byText(String key) {
    int first = key.isEmpty() ? -1 : keys.indexOf(key);
    return first >= 0 && first == keys.lastIndexOf(key) ? (char) ('A' + first) : 0;
  }

  /** The option with whose text {@code key} begins, the longest if several; 0 if none. */
  char byPrefix(String key) {
    int best = -1;
    for (int i = 0; i < keys.size(); i++) {
      String option = keys.get(i);
      boolean fits =
          !option.isEmpty()
              && key.startsWith(option)
              && (key.length() == option.length()
                  || !Character.isLetterOrDigit(key.charAt(option.length())));
      if (fits && (best < 0 || option.length() > keys.get(best).length())) {
        best = i;
      }
    }
    return best < 0 ? 0 : byText(keys.get(best));
  }

  /** The only option whose text occurs in {@code key}, texts inside longer found ones aside. */
  char onlyMentioned(String key) {
    List<String> found = new ArrayList<>();
    for (String option : keys) {
      if (option.length() > 1 && mentions(key, option)) {
        found.add(option);
      }
    }
    List<String> outer = new ArrayList<>();
    for (String option : found) {
      boolean inside = false;
      for (String other : found) {
        inside |= other.length() > option.length() && mentions(other, option);
      }
      if (!inside) {
        outer.add(option);
      }
    }
    return outer.size() == 1 ? byText(outer.get(0)) : 0;
  }

  private static boolean mentions(String key, String option) {
    for (int at = key.indexOf(option); at >= 0; at = key.indexOf(option, at + 1)) {
      int end = at + option.length();
      boolean left = at == 0 || !Character.isLetterOrDigit(key.charAt(at - 1));
      boolean right = end == key.length() || !Character.isLetterOrDigit(key.charAt(end));
      boolean denied = key.startsWith("not ", at - 4) || key.startsWith("n't ", at - 4);
      boolean lacking = option.equals("no") && WITHOUT.matcher(key.substring(end)).find();
      if (left && right && !denied && !lacking) {
        return true;
      }
    }
    return false;
  }
}
