package dev.collabgraph.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** SHA-256 over texts, each with its length in front, so that no two lists are confused. */
final class Sha256 {
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  /** Adds the text form of a value; null differs from every text. */
  Sha256 add(Object value) {
    if (value == null) {
      digest.update(ByteBuffer.allocate(4).putInt(-1).flip());
      return this;
    }
    byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
    return this;
  }

  /** Adds options; the order of keys does not matter. */
  Sha256 add(Map<String, Object> options) {
    try {
      return add((Object) SORTED.writeValueAsString(options));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Options of a suite are always JSON.", e);
    }
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
