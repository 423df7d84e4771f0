package dev.collabgraph.gate;

/** Which engine this is. */
final class Engine {
  private Engine() {}

  /** {@code collabgraph} and the version of its library; {@code development} if it has none. */
  static String name() {
    String version = Engine.class.getPackage().getImplementationVersion();
    return "collabgraph " + (version == null ? "development" : version);
  }
}
