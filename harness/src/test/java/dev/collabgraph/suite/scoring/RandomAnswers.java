package dev.collabgraph.suite.scoring;

import java.util.SplittableRandom;

/** Texts put together from the pieces that readers of answers look for, and near misses of them. */
public final class RandomAnswers {
  private static final String[] PIECES = {
    "answer",
    "Answer",
    "RESULT",
    "solution",
    "Solutions",
    "re\u017Fult",
    "an\u017Fwer",
    ":",
    " : ",
    "=",
    "is",
    "are",
    "would be",
    "must be",
    "equals",
    "will be",
    "WILL BE",
    "should be",
    "**",
    "***",
    "****",
    "_",
    "__",
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    ">",
    "####",
    "###",
    "#####",
    "A:",
    "a :",
    "*a*:",
    "(simplified)",
    "(in cm)",
    "(a\u212A)",
    "()",
    "(abcdefghijklmnopqrst)",
    "(abcdefghijklmnopqrstu)",
    "(abcdefghijklmnopqrs tuv)",
    "s",
    "S",
    "\u017F",
    "x",
    "\u00E9",
    "_a",
    "1",
    "23",
    "1,234",
    "1,234,567",
    "1,23,456",
    "1{,}000",
    "1\\,000",
    "1,\\!000",
    "3.5",
    ".5",
    "5.",
    "\\frac{3}{4}",
    "\\frac12",
    "\\dfrac{-1}{2}",
    "\\tfrac 1 2",
    "\\frac{1}{0}",
    "1 1/2",
    "3/4",
    "3 / 4",
    "3/4/5",
    "1\u00BD",
    "\u00BD",
    "\u2154",
    "e3",
    "E-2",
    "e5x",
    "\u00D710^3",
    " \\times 10^{-2}",
    "\\cdot 10^(4)",
    "*10**3",
    "x 10\u00B3",
    "\u00B710\u207B\u00B2",
    "10^999",
    "e999",
    "%",
    " %",
    "\\%",
    "thousand",
    "Million",
    " BILLION",
    "trillion",
    "thousands",
    "millionx",
    "-",
    "\u2212",
    "\u2013",
    "-$",
    "$-",
    "$",
    "\u20AC",
    "\\",
    "- ",
    "(",
    ")",
    "]",
    "}",
    "{",
    ",",
    ".",
    "\\boxed{12}",
    "\\boxed",
    "\\boxed 9",
    "\u00A0",
    "\u2009",
    "\u202F",
    "H2O",
    "B12",
    "million\u0130",
    "\uD83D\uDE00",
    "\0",
    "\r\n",
    "1".repeat(399),
    "1".repeat(402),
    "/",
    "\u2044",
    "^",
    "10"
  };

  /** So many pieces from the first on are parts of markers. */
  private static final int MARKERS = 50;

  private final SplittableRandom random;

  public RandomAnswers(long seed) {
    random = new SplittableRandom(seed);
  }

  /** One to thirteen pieces, sometimes with a tail of arbitrary printable characters. */
  public String next() {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + below(13);
    int kinds = below(2) == 0 ? MARKERS : PIECES.length;
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[below(kinds)]);
    }
    int tail = below(8) == 0 ? below(20) : 0;
    for (int i = 0; i < tail; i++) {
      text.append((char) (' ' + below(95)));
    }
    return text.toString();
  }

  /** From the longs, which are the same on every JDK. */
  private int below(int bound) {
    return (int) Long.remainderUnsigned(random.nextLong(), bound);
  }
}
