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
    if (name.equals("cases")) {
      return system(rows(cursor, parser));
    }
    if (!MATRICES.contains(name)) {
      throw new UnsureException("unknown environment");
    }
    if (name.equals("array") && cursor.peek().is("{")) {
      name(cursor);
    }
    return new MathNode.Grid(name.equals("vmatrix"), rows(cursor, parser));
  }

  /** What a system of conditions, one in each row, says. */
  static MathNode system(List<List<MathNode>> rows) {
    List<MathNode> items = new ArrayList<>();
    for (List<MathNode> row : rows) {
      if (row.size() != 1 || !(row.get(0) instanceof MathNode.Relation)) {
        throw new UnsureException("no system of conditions");
      }
      items.add(row.get(0));
    }
    return new MathNode.Many(false, items);
  }

  /** The matrix that a list of lists in square brackets writes; null if it is none. */
  static MathNode.Grid ofLists(MathNode.Tuple outer) {
    List<List<MathNode>> rows = new ArrayList<>();
    for (MathNode item : outer.items()) {
      if (!(item instanceof MathNode.Tuple row) || row.open() != '[' || row.close() != ']') {
        return null;
      }
      rows.add(row.items());
    }
    return outer.open() == '[' && outer.close() == ']' && !rows.isEmpty()
        ? new MathNode.Grid(false, rows)
        : null;
  }

  private static List<List<MathNode>> rows(MathCursor cursor, MathParser parser) {
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
    return rows;
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
