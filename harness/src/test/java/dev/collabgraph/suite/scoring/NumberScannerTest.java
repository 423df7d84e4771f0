package dev.collabgraph.suite.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scanner reads random texts as its first implementation did, one class of which the present
 * ones were made and sped up: digests of what that one found, taken before it went.
 */
class NumberScannerTest {
  @ParameterizedTest
  @CsvSource({
    "1, 86a77d9ac59b4f94",
    "2, 503da2e400d9cfdc",
    "3, 8d306a1b3de5b517",
    "4, 1d07ba29e9683bb5",
    "5, 303eefff18f95982"
  })
  void randomTextsHoldTheNumbersThatTheFirstImplementationFound(long seed, String digest)
      throws Exception {
    RandomAnswers texts = new RandomAnswers(seed);
    MessageDigest found = MessageDigest.getInstance("SHA-256");
    int numbers = 0;
    for (int i = 0; i < 6_000; i++) {
      var scanned = NumberScanner.scan(texts.next());
      found.update(scanned.toString().getBytes(StandardCharsets.UTF_8));
      numbers += scanned.size();
    }
    assertThat(HexFormat.of().formatHex(found.digest())).startsWith(digest);
    assertThat(numbers).isGreaterThan(6_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1,",
        "1,234",
        "1 ",
        "1 1/",
        "1/",
        "\\frac{1}",
        "1\\,",
        "-",
        " -",
        "$",
        "1 x 10^",
        "1.",
        "½",
        "e3",
        "1 thousan ",
        "1e",
        "a",
        "\n- 1"
      })
  void repeatedHalfNumbersAreReadInLinearTime(String piece) {
    CountingText text = CountingText.repeated(piece, 20_000);
    NumberScanner.scan(text);
    assertThat(text.reads()).isGreaterThan(0).isLessThan(60L * text.length());
  }
}
