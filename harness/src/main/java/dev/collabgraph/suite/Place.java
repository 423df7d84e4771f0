package dev.collabgraph.suite;

/**
 * Where something was read, as a person can find it: {@code file:line:column}, or the property that
 * set it.
 */
record Place(String text) {

  static Place of(String file, int line, int column) {
    return new Place(file + ":" + line + ":" + column);
  }

  static Place property(String path) {
    return new Place("-D" + Overrides.PREFIX + path);
  }

  @Override
  public String toString() {
    return text;
  }
}
