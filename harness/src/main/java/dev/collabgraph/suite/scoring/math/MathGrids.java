package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.math.MathLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads matrices. */
final class MathGrids {
  private static final Set<String> MATRICES =
      Set.of("pmatrix", "bmatrix", "Bmatrix", "matrix", "smallmatrix", "array", "vmatrix");

  private MathGrids() {}

  /** Reads after {@code \begin}. */
  static MathNode read(MathCursor cursor, MathParser parser) {
    String name = name(cursor);
    if (!MATRICES.contains(name)) {
      throw new UnsureException("unknown environment");
    }
    if (name.equals("array") && cursor.peek().is("{")) {
      name(cursor);
    }
    List<List<MathNode>> rows = new ArrayList<>();
    List<MathNode> row = new ArrayList<>();
    while (!cursor.peek().is("end")) {
      if (row.isEmpty() && cursor.accept("\\\\")) {
        continue; // an empty row, as of a line end that was escaped twice
      }
      row.add(parser.list(false));
      if (cursor.accept("\\\\")) {
        rows.add(List.copyOf(row));
        row.clear();
      } else if (!cursor.accept("&") && !cursor.peek().is("end")) {
        throw new UnsureException("a matrix goes on strangely");
      }
    }
    cursor.next();
    name(cursor);
    if (!row.isEmpty()) {
      rows.add(List.copyOf(row));
    }
    return new MathNode.Grid(name.equals("vmatrix"), rows);
  }

  private static String name(MathCursor cursor) {
    cursor.expect("{");
    StringBuilder name = new StringBuilder();
    for (Token token = cursor.next(); !token.is("}"); token = cursor.next()) {
      name.append(token.text());
    }
    return name.toString();
  }
}
