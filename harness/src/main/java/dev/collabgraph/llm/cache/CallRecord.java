package dev.collabgraph.llm.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * One answered call as it lies on disk.
 *
 * <pre>
 * 8 bytes   magic and version: CGCALL, 0, 1
 * 4 bytes   length of the payload
 * 32 bytes  SHA-256 of the payload
 * payload   three times: 4 bytes length, then that many bytes:
 *           the request (canonical JSON, UTF-8), the completion (JSON, UTF-8), the reply as received
 * </pre>
 *
 * Numbers are big-endian.
 *
 * @param request canonical JSON of the request; its SHA-256 is the file's name
 * @param completion JSON of the completion
 * @param raw the body as the server sent it; empty if the provider keeps none
 */
record CallRecord(String request, String completion, byte[] raw) {
  /** The version of the format that is written, and the only one that is read. */
  static final int FORMAT = 1;

  private static final byte[] MAGIC = {'C', 'G', 'C', 'A', 'L', 'L', 0, FORMAT};
  private static final int MAGIC_WORD = 6;
  private static final int HEADER = 8 + 4 + 32;

  /** The whole file. */
  byte[] toBytes() {
    byte[] asked = request.getBytes(StandardCharsets.UTF_8);
    byte[] answered = completion.getBytes(StandardCharsets.UTF_8);
    int length = 12 + asked.length + answered.length + raw.length;
    ByteBuffer file = ByteBuffer.allocate(HEADER + length);
    file.put(MAGIC).putInt(length).position(HEADER);
    for (byte[] part : new byte[][] {asked, answered, raw}) {
      file.putInt(part.length).put(part);
    }
    MessageDigest sha = sha256();
    sha.update(file.array(), HEADER, length);
    file.put(12, sha.digest());
    return file.array();
  }

  /** The record in a file; empty if a single bit is not as it was written. */
  static Optional<CallRecord> of(byte[] file) {
    if (file.length < HEADER + 12 || !Arrays.equals(file, 0, 8, MAGIC, 0, 8)) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(file);
    if (buffer.getInt(8) != file.length - HEADER) {
      return Optional.empty();
    }
    MessageDigest sha = sha256();
    sha.update(file, HEADER, file.length - HEADER);
    if (!Arrays.equals(sha.digest(), 0, 32, file, 12, HEADER)) {
      return Optional.empty();
    }
    buffer.position(HEADER);
    byte[][] parts = new byte[3][];
    for (int i = 0; i < parts.length; i++) {
      int length = buffer.remaining() < 4 ? -1 : buffer.getInt();
      if (length < 0 || length > buffer.remaining()) {
        return Optional.empty();
      }
      parts[i] = new byte[length];
      buffer.get(parts[i]);
    }
    return Optional.of(
        new CallRecord(
            new String(parts[0], StandardCharsets.UTF_8),
            new String(parts[1], StandardCharsets.UTF_8),
            parts[2]));
  }

  /** The version of the format a file says it is in; -1 if it is no record at all. */
  static int format(byte[] file) {
    return file.length >= MAGIC.length && Arrays.equals(file, 0, MAGIC_WORD, MAGIC, 0, MAGIC_WORD)
        ? Byte.toUnsignedInt(file[MAGIC_WORD]) << 8 | Byte.toUnsignedInt(file[MAGIC_WORD + 1])
        : -1;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
