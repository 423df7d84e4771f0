package dev.collabgraph.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/**
 * What a JSON parser found wrong, on one line, without the places it adds in brackets: they count
 * lines of what it was given, which is seldom the file that a person looks at.
 */
public final class ParserWords {
  private static final Pattern PLACE =
      Pattern.compile("\\s*\\([^()]*\\[Source: [^\\]]*\\]\\s*\\)|\\s*at \\[Source: [^\\]]*\\]");

  private ParserWords() {}

  /** The finding, without a full stop at its end. */
  public static String of(JsonProcessingException e) {
    String plain =
        String.valueOf(e.getOriginalMessage())
            .replace("(`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)", "");
    return PLACE.matcher(plain).replaceAll("").strip().replaceAll("\\s+", " ");
  }
}
