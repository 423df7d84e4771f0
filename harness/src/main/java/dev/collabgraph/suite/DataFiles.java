package dev.collabgraph.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Files a suite names: kept inside their root, read as strict UTF-8 with limits. */
final class DataFiles {
  /** Most bytes of a suite file or of another file read whole. */
  static final long MAX_WHOLE = 8L << 20;

  /** Most characters of one line or record of a data file. */
  static final int MAX_RECORD = 4 << 20;

  private DataFiles() {}

  /** The folder of a file, absolute. */
  static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /** The text of a small file without its byte order mark. */
  static String text(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new SuiteException(
            "%s %s. Maybe check the path; it was looked for at %s."
                .formatted(
                    file,
                    Files.exists(file) ? "is not a file" : "does not exist",
                    file.toAbsolutePath()));
      }
      long size = Files.size(file);
      if (size > MAX_WHOLE) {
        throw new SuiteException(
            String.format(
                Locale.ROOT, "%s has %,d bytes, expected at most %,d.", file, size, MAX_WHOLE));
      }
      String text = decode(Files.readAllBytes(file), file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String decode(byte[] bytes, Path file) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(buffer)
          .toString();
    } catch (CharacterCodingException e) {
      int line = 1;
      for (int i = 0; i < buffer.position() && i < bytes.length; i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new SuiteException(notUtf8(file, line), e);
    }
  }

  private static String notUtf8(Path file, int line) {
    return "%s is not valid UTF-8, near line %s. Maybe convert it: iconv -f ISO-8859-1 -t UTF-8"
        .formatted(file, line);
  }

  static SuiteException unreadable(Path file, IOException e) {
    String reason =
        e instanceof NoSuchFileException ? "it does not exist" : String.valueOf(e.getMessage());
    return new SuiteException("%s cannot be read: %s.".formatted(file, reason), e);
  }

  /**
   * Resolves a declared path inside its root.
   *
   * @param base folder of the suite file
   * @param root the {@code root} option, absolute or relative to {@code base}; null = base
   * @param path the {@code path} option, relative to the root
   * @throws SuiteException if there is no such file or folder, or it lies outside the root, links
   *     followed
   */
  static Path resolve(Path base, String root, String path) {
    Path rootFolder;
    Path target;
    try {
      rootFolder = root == null ? base : base.resolve(root);
      target = rootFolder.resolve(path);
    } catch (InvalidPathException e) {
      throw new SuiteException(
          "tasks.path \"%s\" is no path: %s.".formatted(path, e.getMessage()), e);
    }
    if (!Files.isDirectory(rootFolder)) {
      throw new SuiteException(
          "tasks.root is %s, which is no folder. (looked for at %s)".formatted(root, rootFolder));
    }
    Path lexical = target.toAbsolutePath().normalize();
    if (!lexical.startsWith(rootFolder.toAbsolutePath().normalize())) {
      throw outside(path, lexical, rootFolder);
    }
    try {
      Path realRoot = rootFolder.toRealPath();
      Path real = target.toRealPath();
      if (!real.startsWith(realRoot)) {
        throw outside(path, real, rootFolder);
      }
      return real;
    } catch (NoSuchFileException e) {
      throw new SuiteException(
          "tasks.path is \"%s\", but %s does not exist. Maybe %s; it is relative to %s."
              .formatted(path, lexical, repair(rootFolder, lexical), rootFolder),
          e);
    } catch (IOException e) {
      throw unreadable(target, e);
    }
  }

  /** The file beside it that has nearly its name, as {@code tasks.path} would name it. */
  private static String repair(Path root, Path missing) {
    Path folder = missing.getParent();
    try (Stream<Path> beside = Files.list(folder)) {
      List<String> names =
          beside
              .filter(Files::isRegularFile)
              .map(each -> each.getFileName().toString())
              .sorted()
              .toList();
      return Nearest.to(missing.getFileName().toString(), names)
          .map(name -> root.toAbsolutePath().normalize().relativize(folder.resolve(name)))
          .map(path -> "write: path: " + path.toString().replace('\\', '/'))
          .orElse("correct the path");
    } catch (IOException | UncheckedIOException e) {
      return "correct the path"; // the folder itself is missing
    }
  }

  private static SuiteException outside(String path, Path real, Path root) {
    return new SuiteException(
        "tasks.path is \"%s\", which leads to %s, outside of %s. Maybe move the data there, or allow its folder: root: %s"
            .formatted(path, real, root, real.getParent()));
  }

  /** A file read line by line as strict UTF-8, lines counted from 1, a byte order mark skipped. */
  static final class Lines implements AutoCloseable {
    private final Path file;
    private final InputStream stream;
    private final BufferedReader reader;
    private int line = 1;
    private int column;
    private int pushed = -2;

    Lines(Path file) {
      this.file = file;
      try {
        if (!Files.isRegularFile(file)) {
          throw new SuiteException("%s is not a file.".formatted(file));
        }
        stream = Files.newInputStream(file);
        reader =
            new BufferedReader(
                new InputStreamReader(
                    stream,
                    StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        int first = reader.read();
        pushed = first == '\uFEFF' ? -2 : first;
      } catch (CharacterCodingException e) {
        throw new SuiteException(notUtf8(file, 1), e);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }

    /** Number of the line on which the next character stands. */
    int line() {
      return line;
    }

    /** Next character; -1 at the end. CR LF reads as LF. */
    int read() {
      try {
        int c = pushed != -2 ? pushed : reader.read();
        pushed = -2;
        if (c == '\r') {
          int next = reader.read();
          if (next != '\n') {
            pushed = next;
          }
          c = '\n';
        }
        if (c == '\n') {
          line++;
          column = 0;
        } else {
          column++;
        }
        return c;
      } catch (CharacterCodingException e) {
        throw new SuiteException(notUtf8(file, line), e);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }

    /** Next line without its end; null at the end of the file. */
    String readLine() {
      int c = read();
      if (c < 0) {
        return null;
      }
      int start = line - (c == '\n' ? 1 : 0);
      StringBuilder text = new StringBuilder();
      for (; c >= 0 && c != '\n'; c = read()) {
        text.append((char) c);
        if (text.length() > MAX_RECORD) {
          throw tooLong(start);
        }
      }
      return text.toString();
    }

    SuiteException tooLong(int start) {
      return new SuiteException(
          String.format(
              Locale.ROOT,
              "The record is longer than %,d characters, the most a record may have. (%s:%s)",
              MAX_RECORD,
              file,
              start));
    }

    @Override
    public void close() {
      try {
        reader.close();
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
  }
}
