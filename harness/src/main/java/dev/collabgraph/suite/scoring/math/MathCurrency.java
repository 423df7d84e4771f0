package dev.collabgraph.suite.scoring.math;

import dev.collabgraph.suite.scoring.math.MathLexer.Token;
import java.util.ArrayList;
import java.util.List;

/** Signs of money around an amount. */
final class MathCurrency {
  private static final String SIGNS = "$€£¥₹";
  private static final List<String> UNITS = List.of("dollar", "euro", "gbp", "yen", "rupee");

  private MathCurrency() {}

  /** The sign that a command writes; null if it writes none. */
  static String command(String name) {
    return switch (name) {
      case "dollar", "textdollar" -> "$";
      case "euro", "texteuro" -> "€";
      case "pounds", "textsterling" -> "£";
      case "yen", "textyen" -> "¥";
      default -> null;
    };
  }

  /** The unit that a code in front of an amount says; null if it says none. */
  static String code(String word) {
    return switch (word) {
      case "USD", "US" -> "dollar";
      case "EUR" -> "euro";
      case "GBP" -> "gbp";
      default -> null;
    };
  }

  /** Tokens without such signs, which part what stands around them as spaces do. */
  static List<Token> removed(List<Token> tokens) {
    if (tokens.stream().noneMatch(token -> unit(token) != null)) {
      return tokens;
    }
    List<Token> rest = new ArrayList<>();
    boolean parts = false;
    for (Token token : tokens) {
      if (unit(token) != null) {
        parts = true;
      } else {
        rest.add(parts ? new Token(token.kind(), token.text(), true) : token);
        parts = false;
      }
    }
    return rest;
  }

  /** The unit that a sign at the beginning, after a minus or at the end says; null if none. */
  static String of(List<Token> tokens) {
    int first = !tokens.isEmpty() && tokens.get(0).is("-") ? 1 : 0;
    String unit = first < tokens.size() ? unit(tokens.get(first)) : null;
    return unit == null && tokens.size() > 1 ? unit(tokens.get(tokens.size() - 2)) : unit;
  }

  private static String unit(Token token) {
    int at = token.kind() == MathLexer.Kind.SYMBOL ? SIGNS.indexOf(token.text()) : -1;
    return at < 0 ? null : UNITS.get(at);
  }
}
