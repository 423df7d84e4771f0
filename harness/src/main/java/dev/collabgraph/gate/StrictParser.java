package dev.collabgraph.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.collabgraph.suite.ParserWords;

/**
 * Parses the JSON of evidence: size and depth are limited, a key twice and text behind the end are
 * errors. Safe for use by many threads.
 */
public final class StrictParser {
  private final JsonMapper mapper;

  /**
   * A parser.
   *
   * @param depth how deep arrays and objects may lie in each other
   * @param largest how many characters a document may have
   */
  public StrictParser(int depth, int largest) {
    mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(depth)
                            .maxStringLength(1 << 20)
                            .maxNumberLength(64)
                            .maxDocumentLength(largest)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /**
   * Parses text; null or a missing node if it holds nothing.
   *
   * @param source what to call it in messages
   * @throws GateException if it is not JSON; the message names the source and the line
   */
  public JsonNode parse(String json, String source) {
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new GateException(
          "%s is not JSON: %s%s"
              .formatted(
                  source,
                  ParserWords.of(e),
                  at == null ? "" : " (line %s)".formatted(at.getLineNr())));
    }
  }
}
