package dev.collabgraph.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads records separated by a character, as RFC 4180 has them: a field may be quoted, a quote
 * inside is doubled, a quoted field may hold separators and line ends (read as LF). Everything is
 * text. Blank lines are skipped.
 */
final class CsvRecords implements AutoCloseable {
  private final Path file;
  private final DataFiles.Lines lines;
  private final char separator;
  private int start;

  CsvRecords(Path file, char separator) {
    this.file = file;
    this.lines = new DataFiles.Lines(file);
    this.separator = separator;
  }

  /** Number of the line on which the last record began. */
  int line() {
    return start;
  }

  /** Next record; null at the end. */
  List<String> next() {
    int c;
    do {
      start = lines.line();
      c = lines.read();
    } while (c == '\n');
    if (c < 0) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    int length = 0;
    while (true) {
      if (c == '"') {
        c = quoted(field);
      } else {
        for (; c >= 0 && c != '\n' && c != separator; c = lines.read()) {
          if (c == '"') {
            throw new SuiteException(
                "A quote stands inside a field that does not begin with one. (%s:%s) Maybe quote the whole field and double the quote: \"\"."
                    .formatted(file, lines.line()));
          }
          append(field, c);
        }
      }
      fields.add(field.toString());
      length += field.length();
      if (length > DataFiles.MAX_RECORD) {
        throw lines.tooLong(start);
      }
      field.setLength(0);
      if (c < 0 || c == '\n') {
        return fields;
      }
      c = lines.read();
      if (c < 0) {
        fields.add("");
        return fields;
      }
    }
  }

  private void append(StringBuilder field, int c) {
    field.append((char) c);
    if (field.length() > DataFiles.MAX_RECORD) {
      throw lines.tooLong(start);
    }
  }

  /** Reads after an opening quote; returns the character after the closing one. */
  private int quoted(StringBuilder field) {
    while (true) {
      int c = lines.read();
      if (c < 0) {
        throw new SuiteException(
            "A quoted field is never closed. (%s:%s) Maybe add the missing quote, or double a quote that belongs to the text."
                .formatted(file, start));
      }
      if (c != '"') {
        append(field, c);
        continue;
      }
      c = lines.read();
      if (c == '"') {
        append(field, c);
      } else if (c < 0 || c == '\n' || c == separator) {
        return c;
      } else {
        throw new SuiteException(
            "Text follows a closing quote. (%s:%s) Maybe double a quote that belongs to the text: \"\"."
                .formatted(file, lines.line()));
      }
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
