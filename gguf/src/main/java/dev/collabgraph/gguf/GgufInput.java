package dev.collabgraph.gguf;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the little-endian primitives of a GGUF file and refuses what cannot be, before memory is
 * taken for it.
 */
final class GgufInput implements Closeable {
  private static final int MAX_STRING = 1 << 20;
  private static final long MAX_COUNT = 1 << 20;
  private static final int MAX_NESTING = 4;

  private static final int TYPE_STRING = 8;
  private static final int TYPE_ARRAY = 9;
  private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 1, -1, -1, 8, 8, 8};
  private static final int TYPE_FLOAT32 = 6;
  private static final int TYPE_BOOL = 7;
  private static final int TYPE_FLOAT64 = 12;

  private final Path file;
  private final long size;
  private final InputStream in;
  private long at;

  GgufInput(Path file) throws IOException {
    this.file = file;
    this.size = Files.size(file);
    this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  /** Reads and checks magic and version. */
  void magic() throws IOException {
    byte[] magic = in.readNBytes(4);
    at += magic.length;
    if (!new String(magic, StandardCharsets.ISO_8859_1).equals("GGUF")) {
      throw new GgufException(
          "Model file %s is no GGUF file: it does not start with the letters GGUF. Maybe the download is an error page, or the model needs converting."
              .formatted(file));
    }
    long version = u32();
    if (version != 2 && version != 3) {
      throw damaged("its version is " + version + ", expected 2 or 3, little endian");
    }
  }

  long count(String what) throws IOException {
    long count = u64();
    if (count < 0 || count > MAX_COUNT) {
      throw damaged("it claims " + Long.toUnsignedString(count) + " " + what);
    }
    return count;
  }

  long u32() throws IOException {
    return little(4);
  }

  long u64() throws IOException {
    return little(8);
  }

  String string() throws IOException {
    long length = u64();
    if (length < 0 || length > MAX_STRING) {
      throw damaged("a text claims a length of " + Long.toUnsignedString(length) + " bytes");
    }
    need(length);
    byte[] bytes = in.readNBytes((int) length);
    at += bytes.length;
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A metadata value: Long, Double, Boolean or String; null for an array, which is passed over. */
  Object value(long type, String key) throws IOException {
    return value(type, key, 0);
  }

  private Object value(long type, String key, int nesting) throws IOException {
    if (type == TYPE_STRING) {
      return string();
    }
    if (type == TYPE_ARRAY) {
      if (nesting == MAX_NESTING) {
        throw damaged("the array " + quote(key) + " is nested too deep");
      }
      array(key, nesting + 1);
      return null;
    }
    if (type < 0 || type >= SIZES.length) {
      throw damaged("the value of " + quote(key) + " has the unknown type " + type);
    }
    int bytes = SIZES[(int) type];
    long raw = little(bytes);
    if (type == TYPE_FLOAT32) {
      return (double) Float.intBitsToFloat((int) raw);
    }
    if (type == TYPE_FLOAT64) {
      return Double.longBitsToDouble(raw);
    }
    return type == TYPE_BOOL ? (Object) (raw != 0) : (Object) raw;
  }

  private void array(String key, int nesting) throws IOException {
    long type = u32();
    long length = u64();
    if (length < 0 || length > size) {
      throw damaged("the array " + quote(key) + " claims " + Long.toUnsignedString(length));
    }
    if (type >= 0 && type < SIZES.length && SIZES[(int) type] > 0) {
      skip(length * SIZES[(int) type]);
      return;
    }
    for (long i = 0; i < length; i++) {
      if (type == TYPE_STRING) {
        long bytes = u64();
        if (bytes < 0 || bytes > MAX_STRING) {
          throw damaged("a text in " + quote(key) + " claims an impossible length");
        }
        skip(bytes);
      } else {
        value(type, key, nesting);
      }
    }
  }

  /** The product, or damage if it overflows or a factor is not positive. */
  long product(long a, long b, String tensor) {
    if (b < 1 || Math.multiplyHigh(a, b) != 0 || a * b < 0) {
      throw damaged("tensor " + quote(tensor) + " has an impossible shape");
    }
    return a * b;
  }

  /** The sum, or damage if it overflows. */
  long sum(long a, long b, String tensor) {
    if (a + b < 0) {
      throw damaged("tensor " + quote(tensor) + " lies outside any file");
    }
    return a + b;
  }

  /** A positive whole number of the metadata. */
  int dimension(Map<String, Object> metadata, String key) {
    Object value = metadata.get(key);
    if (!(value instanceof Long number) || number < 1 || number > Integer.MAX_VALUE) {
      throw damaged(
          value == null ? key + " is missing" : key + " is " + value + ", expected 1 or more");
    }
    return number.intValue();
  }

  /** Checks that the weights, which follow the header at the next aligned byte, are all there. */
  void requireData(long alignment, long bytes) {
    if (alignment < 1 || alignment > 1 << 20) {
      throw damaged("general.alignment is " + alignment);
    }
    long start = (at + alignment - 1) / alignment * alignment;
    if (bytes > size - start) {
      throw truncated(sum(start, bytes, "of the last offset"));
    }
  }

  GgufException damaged(String what) {
    return new GgufException(
        "Model file %s is damaged or not supported: %s (byte %s). Maybe fetch it again."
            .formatted(file, what, at));
  }

  private GgufException truncated(long needed) {
    return new GgufException(
        String.format(
            Locale.ROOT,
            "Model file %s is cut short: it has %,d bytes and needs at least %,d. Maybe the download was interrupted; fetch it again.",
            file,
            size,
            needed));
  }

  private void need(long bytes) {
    if (bytes > size - at) {
      throw truncated(at + bytes);
    }
  }

  private void skip(long bytes) throws IOException {
    need(bytes);
    in.skipNBytes(bytes);
    at += bytes;
  }

  private long little(int bytes) throws IOException {
    need(bytes);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      int next = in.read();
      if (next < 0) {
        throw truncated(at + 1);
      }
      at++;
      value |= (long) next << (8 * i);
    }
    return value;
  }

  /** Text of a file for a message: clipped, without control characters. */
  static String quote(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}\uFFFD]", "?");
    return "\"" + (clean.length() > 60 ? clean.substring(0, 60) + "..." : clean) + "\"";
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
