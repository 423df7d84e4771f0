package dev.collabgraph.report;

import dev.collabgraph.compare.Comparison;
import dev.collabgraph.compare.Comparison.Budget;
import dev.collabgraph.compare.Comparison.Point;
import dev.collabgraph.compare.Comparison.Row;
import java.util.Locale;

/**
 * {@code compare.csv}, a line per search, and {@code compare-curve.csv}, a line per point of a
 * curve: RFC 4180, a header, line feeds, an unknown number empty.
 */
final class CompareCsv {
  private CompareCsv() {}

  static String scores(Comparison comparison) {
    StringBuilder text = new StringBuilder("suite,units,strategy,seed,score\n");
    for (Budget budget : comparison.budgets()) {
      for (Row row : budget.rows()) {
        for (int i = 0; i < row.scores().size(); i++) {
          head(text, comparison, budget, row);
          text.append(i + 1).append(',').append(number(row.scores().get(i))).append('\n');
        }
      }
    }
    return text.toString();
  }

  static String curve(Comparison comparison) {
    StringBuilder text = new StringBuilder("suite,units,strategy,calls,score,low,high,searches\n");
    for (Budget budget : comparison.budgets()) {
      for (Row row : budget.rows()) {
        for (Point point : row.curve()) {
          head(text, comparison, budget, row);
          text.append(point.calls()).append(',');
          text.append(number(point.score().value())).append(',');
          text.append(number(point.score().low())).append(',');
          text.append(number(point.score().high())).append(',');
          text.append(point.score().n()).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static void head(StringBuilder text, Comparison comparison, Budget budget, Row row) {
    text.append(field(comparison.suite())).append(',');
    text.append(Format.units(budget.units())).append(',');
    text.append(field(row.label())).append(',');
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
  }

  /** Quoted where it must be; a spreadsheet would take some first characters for a formula. */
  private static String field(String text) {
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
