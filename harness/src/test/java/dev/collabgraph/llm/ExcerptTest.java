package dev.collabgraph.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
  /** The rule as it is meant, slow: whatever stands behind the name of a secret. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?i)\\b(sk|pk|rk|key|gsk|xai|hf)[-_][A-Za-z0-9_\\-*.]{6,}"
              + "|\\bbearer\\s+[^\\s\"',;]+"
              + "|(?<=(api[-_ ]?key|token|secret|password|authorization)[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?)"
              + "[^\\s\"',;}]{6,}");

  private static final String[] PARTS = {
    "token",
    "api key",
    "API_KEY",
    "password",
    "authorization",
    "Bearer",
    "secret",
    "sk-",
    "key_",
    ":",
    "=",
    " ",
    "   ",
    "\n",
    "\"",
    "'",
    ",",
    ";",
    "}",
    "abcdef",
    "hunter22",
    "x",
    "1234567",
    "-"
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the key sk-abcdef123 is wrong | the key *** is wrong",
        "Authorization: Bearer abc.def | Authorization: ***",
        "{\"api_key\": \"hunter22\"} | {\"api_key\": \"***\"}",
        "token=token=hunter22 | token=***",
        "password: short | password: short",
        "a token of love: hunter22 | a token of love: hunter22",
        "secret  =  hunter22, and more | secret = ***, and more"
      })
  void hidesWhatLooksLikeAKey(String text, String shown) {
    assertThat(Excerpt.of(text, null)).isEqualTo(shown);
  }

  @Test
  void hidesExactlyWhatThePlainRuleHides() {
    Random random = new Random(7);
    int hidden = 0;
    for (int run = 0; run < 20_000; run++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(12); part >= 0; part--) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      }
      String masked = PLAIN.matcher(text).replaceAll("***");
      hidden += masked.contentEquals(text) ? 0 : 1;

      assertThat(Excerpt.of(text.toString(), null, 1_000))
          .as("%s", text)
          .isEqualTo(masked.replaceAll("\\s+", " ").strip());
    }
    assertThat(hidden).isBetween(2_000, 18_000);
  }
}
