package dev.collabgraph.suite;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 over texts, each with its length in front, so that no two lists of texts are confused.
 */
final class Digests {
  private final MessageDigest digest;

  Digests() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  Digests add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return add(bytes.length).add(bytes);
  }

  Digests add(long value) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (value >>> (56 - 8 * i));
    }
    return add(bytes);
  }

  private Digests add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  Digests add(Map<String, String> fields) {
    add(fields.size());
    new TreeMap<>(fields).forEach((name, value) -> add(name).add(value));
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String content(String question, String answer, Map<String, String> fields) {
    return new Digests().add(question).add(answer).add(fields).hex();
  }
}
