package dev.collabgraph.llm.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.llm.Excerpt;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.llm.transport.MalformedReplyException.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads a body strictly: valid UTF-8, one JSON object, not nested without end. Public for the
 * sibling packages only.
 */
public final class ReplyText {
  static final int MAX_DEPTH = 200;

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The place of a fault in {@code fals} is the word's beginning in some versions. */
  private static final int LONGEST_WORD = 5;

  private ReplyText() {}

  /** The body as text, without a byte order mark; what is not UTF-8 is refused, never replaced. */
  public static String decode(byte[] body) throws MalformedReplyException {
    boolean marked =
        body.length >= 3
            && body[0] == (byte) 0xEF
            && body[1] == (byte) 0xBB
            && body[2] == (byte) 0xBF;
    int from = marked ? 3 : 0;
    ByteBuffer bytes = ByteBuffer.wrap(body, from, body.length - from);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedReplyException(
          Fault.FORM, "the reply is not valid UTF-8 at byte " + bytes.position());
    }
  }

  /** The body as text for a message about it: anything goes. */
  static String lenient(byte[] body) {
    return new String(body, 0, Math.min(body.length, 8 * Excerpt.LENGTH), StandardCharsets.UTF_8);
  }

  /** The text as a JSON object. */
  public static ObjectNode object(String text, HttpReply reply, Secret secret)
      throws MalformedReplyException {
    try {
      JsonNode node = JSON.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonEOFException e) {
      throw new MalformedReplyException(
          Fault.CUT, "the reply ends in the middle, after " + reply.body().length + " bytes");
    } catch (StreamConstraintsException e) {
      throw new MalformedReplyException(
          Fault.LIMIT,
          "the reply is beyond a limit: " + Excerpt.of(e.getOriginalMessage(), secret));
    } catch (JsonProcessingException e) {
      if (endsEarly(text, e)) {
        throw new MalformedReplyException(
            Fault.CUT, "the reply ends in the middle, after " + reply.body().length + " bytes");
      }
      // falls through: what it is matters more than where the parser stopped
    }
    throw new MalformedReplyException(
        text.isBlank() ? Fault.CUT : Fault.FORM,
        text.isBlank()
            ? "the reply is empty"
            : "the reply is not a JSON object but %s: \"%s\""
                .formatted(
                    reply
                        .header("content-type")
                        .map(type -> Excerpt.of(type, secret))
                        .orElse("of no type"),
                    Excerpt.of(text, secret)));
  }

  /** Whether an object is broken off inside a word or after a comma, where its text ends. */
  private static boolean endsEarly(String text, JsonProcessingException fault) {
    String whole = text.strip();
    int blanks = text.length() - text.stripTrailing().length();
    return whole.startsWith("{")
        && !whole.endsWith("}")
        && fault.getLocation() != null
        && fault.getLocation().getCharOffset() >= text.length() - blanks - LONGEST_WORD;
  }

  /** Writes a tree back. */
  public static String write(ObjectNode node) {
    return node.toString();
  }
}
