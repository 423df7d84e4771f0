package dev.collabgraph.suite.scoring.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.scoring.math.MathEquality.PercentPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs of answers that say the same in another form, and the nearest that do not. */
class MathEqualityTest {
  private static final MathEquality PLAIN = new MathEquality(PercentPolicy.IGNORE, false, true);

  private static void check(MathEquality equality, String row, boolean same) {
    String[] pair = row.split(" \\| ");
    assertThat(MathSymbolic.equal(equality, pair[0], pair[1])).as(row).isEqualTo(same);
    assertThat(MathSymbolic.equal(equality, pair[1], pair[0])).as("turned: " + row).isEqualTo(same);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // values with their names
        "(x,y)=(1,2) | x=1, y=2",
        "x=1, y=2 | (1,2)",
        "x=1, y=2 | \\langle 1,2 \\rangle",
        "y=2, x=1 | (1,2)",
        "y=2, x=1 | x=1, y=2",
        "f(x)=2x | y=x+x",
        "f(x)=2x | f(x)=x+x",
        "h(x)=2x | x+x",
        "h'(x)=2x | x+x",
        "h^{-1}(x)=2x | x+x",
        "f^{-1}(x)=2x | x+x",
        "P(A)=\\frac12 | 0.5",
        "AB=2x | x+x",
        "ABC=2x | x+x",
        "10=T | 20/2",
        "m+n=10 | 20/2",
        "ab=6 | 12/2",
        "\\frac{a}{b}=6 | 12/2",
        "a-b=6 | 12/2",
        "x=y | y=x",
        "\\frac12=0.5 | \\frac24",
        "x=a=5 | 10/2",
        // lists and sets
        "\\frac34, or 0.75 | \\frac68",
        "1,1,2 | 2,1",
        "\\pm 1, 5 | 5, 1, -1",
        "\\{3\\} | 6/2",
        "\\text{Ann and Bob} | \\text{Bob, Ann}",
        "about 5 | 10/2",
        "A\\cap B | A\\cap{B}",
        "A\\setminus B | A\\setminus{B}",
        "\\mathbb{R}\\setminus\\{2\\} | x \\ne 2",
        "\\mathbb{R}\\setminus\\{2,1\\} | (-\\infty,1)\\cup(1,2)\\cup(2,\\infty)",
        "\\mathbb{R}\\setminus\\{\\sqrt2\\} | \\mathbb{R}\\setminus\\{\\frac{2}{\\sqrt2}\\}",
        // ratios and times of day
        "3:30 | 3{:}30",
        "3:30\\text{ pm} | 3{:}30\\text{ PM}",
        "3:30\\text{ pm} | 3{:}30",
        "3:40 | \\frac{3}{40}",
        "1:2:3 | 2:4:6",
        "60:8 | 15:2",
        // tuples
        "(1,2) | \\langle \\frac22,2 \\rangle",
        "(1,2,3) | \\langle \\frac22,2,3 \\rangle",
        // digits to a base
        "5_8 | 5",
        "12_{10} | 12",
        "0_2 | 0",
        "0_2 | 00_2",
        "012_8 | 12_{8}",
        // equations and inequalities
        "2 \\in A | 2 \\in {A}",
        "a<b<c<d | a<b<c<{d}",
        "x+y<1 | 1>x+y",
        "x+y<1 | 2x+2y<2",
        "x+y<1 | -x-y>-1",
        "x+y\\ne 1 | -x-y\\ne -1",
        "x+y=1 | -x-y=-1",
        "x-x=0 | y-y=0",
        "x<a | (-\\infty,\\frac{2a}{2})",
        "x \\le a | (-\\infty,\\frac{2a}{2}]",
        "a<x\\le b | (a,\\frac{2b}{2}]",
        "b\\ge x>a | (a,\\frac{2b}{2}]",
        // degrees
        "20^\\circ C | 20^\\circ",
        "-5^\\circ C | -5^\\circ",
        "20\\text{ celsius} | 20^\\circ",
        // signs
        "1 \\pm 2 \\mp 2 | 1",
        "5 \\pm 1 \\mp 3 | 3, 7",
        "3 \\mp 1 | 4, 2",
        "\\pm 1 \\pm 2 | 3, 1, -1, -3",
        "\\pm1\\pm1\\pm1\\pm1 | 4,2,0,-2,-4",
        "2+(3\\pm1) | 4, 6",
        "-(5\\pm1) | -4, -6",
        "2^{1\\pm1} | 4, 1",
        "|1\\pm3| | 4, 2",
        "(5\\pm1)\\% | 4\\%, 6\\%",
        "(5\\pm1)^\\circ | 4^\\circ, 6^\\circ",
        "(5\\pm1)\\text{ cm} | 4\\text{ cm}, 6\\text{ cm}",
        "(1\\pm1,3) | (2,3), (0,3)",
        "(\\{1\\pm1\\},3) | (\\{2\\},3), (\\{0\\},3)",
        "(2\\pm1):5 | 3:5, 1:5",
        "A\\cap\\{\\pm1\\} | A\\cap\\{1\\}, A\\cap\\{-1\\}",
        "\\begin{pmatrix}\\pm1\\\\2\\end{pmatrix} | \\begin{pmatrix}1\\\\2\\end{pmatrix}, \\begin{pmatrix}-1\\\\2\\end{pmatrix}",
        "x \\in (0,1)\\cup(2,4\\pm1) | x \\in (0,1)\\cup(2,5), x \\in (0,1)\\cup(2,3)",
      })
  void sameInAnotherForm(String row) {
    check(PLAIN, row, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // values with their names
        "(x,y)=(1,2) | x=2, y=1",
        "(x,y)=(1,2) | 1, 2",
        "(y,x)=(1,2) | x=1, y=2",
        "(x,x)=(1,2) | x=1, y=2",
        "(x,2)=(1,2) | (1,2)",
        "x=1, y=2 | (2,1)",
        "x=1, y=2 | [1,2]",
        "x=1, y=2 | (1,2]",
        "x=1, x=2 | (1,2)",
        "x=1, 2 | (1,2)",
        "\\{x=1\\} | \\langle 1 \\rangle",
        "f(x)=2x | z=2x",
        "f(x)=2x | y=3x",
        "k(x)=5 | 5",
        "ab=2x | 2x",
        "Ab=2x | 2x",
        "aB=2x | 2x",
        "2A=4x | 4x",
        "A_1B=4x | 4x",
        "x+y=10 | 10",
        "x+a=10 | 10",
        "a+x=10 | 10",
        "m+n=p | p",
        "ax=6 | 6",
        "xa=6 | 6",
        "2a=6 | 6",
        "a+2=6 | 6",
        "2+a=6 | 6",
        "\\frac{a}{2}=6 | 6",
        "\\frac{2}{a}=6 | 6",
        "a_1+b=6 | 6",
        "a+b=c+d=6 | 6",
        "x=y | y",
        "x=y | x",
        "\\frac12=0.4 | 0.4",
        "\\frac12=0.5=3 | 3",
        "\\frac10=5 | 5",
        // lists and sets
        "\\frac34, or 0.5 | \\frac34",
        "\\{1,2\\}, 3 | 1,2,3",
        "\\text{Ann and Bob} | \\text{Ann}",
        "\\text{Ann Bob} | \\text{Bob Ann}",
        "surely 5 | 5",
        "A\\cap B | A\\cup B",
        "A\\cap B | A\\setminus B",
        "A\\cap B | C\\cap B",
        "A\\cap B | A\\cap C",
        "A\\cap B | 3",
        "\\mathbb{R}\\cap\\{2\\} | x \\ne 2",
        "\\mathbb{R}\\setminus 2 | x \\ne 2",
        "\\mathbb{R}\\setminus\\{1,2\\} | x \\ne 2",
        "\\mathbb{R}\\setminus\\{\\sqrt2\\} | x \\ne 2",
        "\\mathbb{R}\\setminus\\{\\} | x \\ne 2",
        "[0,\\infty)\\setminus\\{2\\} | x \\ne 2",
        "B\\setminus\\{2\\} | x \\ne 2",
        // ratios and times of day
        "3:30 | 4{:}40",
        "3:30\\text{ pm} | 3{:}30\\text{ am}",
        "3:30\\text{ pm} | 4{:}30\\text{ pm}",
        "3:30\\text{ pm} | 3{:}31",
        "3:30 | \\frac{1}{10}",
        "1:2:3 | \\frac12",
        "1:2:3 | 2:4:7",
        "1:2:3 | 1:3:3",
        "1:2:3 | 1:2",
        // tuples
        "(1,2,3) | [1,2,3]",
        "[1,2,3) | (1,2,3)",
        "[1,2] | \\langle 1,2 \\rangle",
        "[1,2,3) | \\langle 1,2,3 \\rangle",
        "(1,2] | \\langle 1,2 \\rangle",
        "(1,2) | \\langle 1,3 \\rangle",
        // digits to a base
        "5_8 | 6",
        "5_8 | x",
        "12_{10} | 13",
        "12_8 | 12",
        "12_8 | 10",
        // equations and inequalities
        "2 \\in A | 3 \\in A",
        "2 \\in A | 2 = A",
        "2 \\in A | 2 \\subset A",
        "a<b<c<d | a<b<c<e",
        "a<b<c<d | a<b<c\\le d",
        "a<b<c<d | a+b<c",
        "x+y<1 | x+y>1",
        "x+y<1 | -x-y<-1",
        "x+y<1 | x+y\\le 1",
        "x+y=1 | x+y\\ne 1",
        "x+y=1 | xy=1",
        "x-x=0 | x+y=1",
        "x+y=50\\% | x+y=0.5",
        "x<x+1 | (-\\infty,x+1)",
        "x+1>x | (-\\infty,x+1)",
        "1<x<x+1 | (1,x+1)",
        "x-1<x<1 | (x-1,1)",
        "a<x>b | (a,b)",
        // degrees
        "20^\\circ C | 20^\\circ F",
        "20^\\circ C | 21^\\circ",
        "20^\\circ C | 20\\text{ radians}",
        "20^\\circ | 20\\text{ radians}",
        // signs
        "1 \\pm 2 \\mp 2 | 1, 5, -3",
        "\\pm 1 \\pm 2 | 3, -3",
        "\\pm1\\pm1\\pm1\\pm1\\pm1 | 5,3,1,-1,-3,-5",
      })
  void differentThoughNear(String row) {
    check(PLAIN, row, false);
  }

  @Test
  void listsOfFourHundredItemsAreCompared() {
    check(PLAIN, "1,".repeat(399) + "1 | 2/2", true);
    check(PLAIN, "1,".repeat(400) + "1 | 2/2", false);
  }

  @Test
  void answersOfTenThousandCharactersAreRead() {
    check(PLAIN, "1+" + " ".repeat(9_997) + "1 | 2", true);
    check(PLAIN, "1+" + " ".repeat(9_998) + "1 | 2", false);
  }

  @Test
  void percentInAnEquationFollowsThePolicy() {
    MathEquality hundredth = new MathEquality(PercentPolicy.HUNDREDTH, false, true);
    check(hundredth, "x+y=50\\% | x+y=0.5", true);
    check(hundredth, "x+y=50\\% | x+y=50", false);
    check(PLAIN, "x+y=50\\% | x+y=50", true);
  }

  @Test
  void orderCountsWhereThePolicySaysSo() {
    MathEquality strict = new MathEquality(PercentPolicy.IGNORE, true, true);
    check(strict, "1, 2 | 2/2, 2", true);
    check(strict, "1, 2 | 2, 1", false);
    check(strict, "\\{1,2\\} | \\{2,1\\}", true);
    check(strict, "\\{1,2\\} | 2, 1", true);
    MathEquality loose = new MathEquality(PercentPolicy.IGNORE, false, false);
    check(loose, "(1,2) | (2,1)", true);
    check(loose, "(1,2) | (2,3)", false);
    check(loose, "(1,2] | (2,1]", false);
    check(loose, "[1,2] | [2,1]", false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Ann and Bob | ann;bob",
        "Ann, Bob, and Cid | ann;bob;cid",
        "and Ann, Bob | ann;bob",
        "Ann | ~~",
        "Ann Bob | ~~",
        "Ann and 3 | ~~",
        "Ann and Bob and | ~~",
        "and | ~~",
      })
  void namesInAListAreTold(String words, String names) {
    assertThat(String.join(";", MathWords.listed(words))).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "-ve | ve",
        "Co-op | co-op",
        "A+ | a+",
        "it's U.S. | its us",
        "~ a,  b ~ | a b",
        "+a | +a",
        "(a) | a",
      })
  void keyOfWordsIsTheirLettersAndDigits(String words, String key) {
    assertThat(MathWords.key(words)).isEqualTo(key);
  }

  @Test
  void fillersSayNothing() {
    assertThat(MathWords.filler(" The ")).isTrue();
    assertThat(MathWords.filler("cats")).isFalse();
  }
}
