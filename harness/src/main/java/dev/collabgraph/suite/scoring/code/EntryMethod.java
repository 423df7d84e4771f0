package dev.collabgraph.suite.scoring.code;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * An entry point in the manner of LeetCode's: {@code Solution().twoSum}, a method of one instance
 * that is made when the program is loaded.
 *
 * @param type the class
 * @param name the method
 */
record EntryMethod(String type, String name) {
  private static final Pattern FORM =
      Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_]*)\\(\\)\\.([\\p{L}_][\\p{L}\\p{N}_]*)");

  /** The method that an entry point names; null if it is a plain name or something else. */
  static EntryMethod of(String entry) {
    Matcher matcher = entry == null ? null : FORM.matcher(entry);
    return matcher != null && matcher.matches()
        ? new EntryMethod(matcher.group(1), matcher.group(2))
        : null;
  }

  /** The statement that gives the method its name in the program. */
  String binding() {
    return name + " = " + type + "()." + name + "\n";
  }
}
