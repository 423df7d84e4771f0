package dev.collabgraph.budget;

/** Checks shared by the cost models. */
final class TokenAverages {
  private TokenAverages() {}

  static void check(double inputTokens, double outputTokens) {
    check(inputTokens, "inputTokens");
    check(outputTokens, "outputTokens");
  }

  private static void check(double tokens, String name) {
    if (!(tokens > 0 && tokens < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " is " + tokens + ", expected a finite number above 0.");
    }
  }

  static int inputs(int inputsRead) {
    if (inputsRead < 0) {
      throw new IllegalArgumentException("inputsRead is " + inputsRead + ", expected 0 or more.");
    }
    return inputsRead;
  }
}
