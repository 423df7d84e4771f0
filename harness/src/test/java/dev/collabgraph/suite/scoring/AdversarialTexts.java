package dev.collabgraph.suite.scoring;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Completions made to be read over and over: what opens and never closes, repeats, or half fits.
 */
final class AdversarialTexts {
  static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "{}",
          "\\boxed{",
          "\\boxed{1}",
          "\\boxed ",
          "\\boxed",
          "\\fbox{",
          "{\\boxed{2}",
          "1",
          "9,",
          "1,000",
          "1.",
          "1/",
          "-",
          "+",
          "1+",
          "x+",
          "x^",
          "x_",
          "^{",
          "(",
          "((x",
          "[",
          "[1,",
          ")",
          "]",
          "(A)",
          "A ",
          "B, ",
          "A or B ",
          "option A ",
          ",",
          " ",
          "  x",
          "\n",
          "\n\n7",
          "\r\n",
          "\\",
          "\\\\",
          "\\\\ & ",
          "```",
          "```\n",
          "```python\n",
          "```\nx=1\n```\n",
          "~~~\n",
          "`x` ",
          "``",
          "<code>",
          "<code>x</code>",
          "answer is ",
          "answer is 7. ",
          "the answer is ",
          "Answer:",
          "Answer: 7\n",
          "Answer: B\n",
          "Final answer\n",
          "####",
          "#### 7\n",
          "\n####",
          "$",
          "$$",
          "$1$ ",
          "\\$",
          "$7",
          "%",
          "7%",
          "\\%",
          "<think>",
          "</think>",
          "<think>7</think>",
          "答案：",
          "答",
          "７",
          "é",
          "e\u0301",
          "\u0316\u0301",
          "\u200b",
          "\uD83D\uDE00",
          "\uD83D",
          "½",
          "²",
          "\u00a0",
          "\"",
          "\\\"",
          "{\"a\":",
          "[[",
          "{\"a\": 7}\n",
          "def f(x):\n",
          "def f(x):\n    return x\n",
          "  def f(x):\n",
          ">>> ",
          ">>> x=1\n",
          ">>> def f(x):\n... ",
          "> ",
          "In [1]: ",
          "\\frac",
          "\\frac{",
          "\\frac12",
          "\\sqrt",
          "\\sqrt{",
          "\\left(",
          "\\text{ ",
          "\\text{a}",
          "\\begin{pmatrix}",
          "\\begin{pmatrix}1&2\\\\",
          "\\cup",
          "|",
          "|x",
          "!",
          "1!",
          "=",
          "x=",
          "x=1,",
          "1e",
          "1e9",
          "1e999999999 ",
          "1:",
          "1 2/",
          "one ",
          "hundred ",
          "seven ",
          "twenty-",
          "a",
          "aa b",
          "a.",
          "A.",
          "**",
          "**B**",
          "*",
          "_",
          "___",
          ":",
          ";",
          "'",
          "''' ",
          "\"\"\"",
          "&lt;",
          "and ",
          " or ",
          "x y ",
          "xy",
          "\\pi",
          "\\cdot ",
          "\\times",
          "\\pm",
          "\\in",
          "\\mathbb{R}",
          "0",
          "00",
          "0x",
          "0.3",
          "0.\\overline{",
          "°",
          "\\circ",
          "cm ",
          "5 cm ",
          "miles per hour ",
          "\t",
          "\u0000",
          "\u2028",
          "is ",
          "is: ",
          "not ",
          "not A ",
          "A:",
          "A)",
          "\nA) ",
          "sin",
          "\\sin",
          "log_",
          "x^2",
          "2^",
          "2^{2",
          "a_{",
          "(1,",
          "(1,2),",
          "1;2",
          "{1,2,");

  private static final int MAX_RUN = 400;

  private AdversarialTexts() {}

  /** A piece over and over, as often as it fits. */
  static String repeated(String piece, int length) {
    return piece.repeat(Math.max(1, length / piece.length()));
  }

  /** The same in a box, with the end of an answer behind it. */
  static String boxed(String piece, int length) {
    return "\\boxed{" + repeated(piece, length - 8) + "}";
  }

  /** The same behind a marker on each line, each line as long as is read, and a number at last. */
  static String marked(String piece, int length) {
    return repeated("The answer is " + repeated(piece, 3_900) + "\n", length - 2) + "\n7";
  }

  /** Runs of pieces taken at random. */
  static String mixed(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder(length + MAX_RUN);
    while (text.length() < length) {
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      text.append(repeated(piece, 1 + random.nextInt(random.nextInt(1, MAX_RUN))));
    }
    text.setLength(length);
    return text.toString();
  }
}
