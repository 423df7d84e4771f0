package dev.collabgraph.suite.sandbox;

import java.util.Locale;

/** How programs are confined, the strongest first. */
public enum SandboxTier {
  /** A command of the user's, such as {@code docker run}, in front of the interpreter. */
  CONTAINER("container"),
  /** bubblewrap: namespaces, an empty file system but for /usr, no capability. */
  BUBBLEWRAP("bubblewrap"),
  /** util-linux {@code unshare}: the same namespaces, the file system built by a shell script. */
  UNSHARE("unshare"),
  /**
   * Resource limits alone: the program can read and write whatever the user can, and reach the
   * network. Only where the suite allows it.
   */
  BARE("bare process");

  private final String label;

  SandboxTier(String label) {
    this.label = label;
  }

  /** Name for people. */
  public String label() {
    return label;
  }

  /** Whether a program is kept from the host's files and network by the kernel. */
  public boolean confines() {
    return this != BARE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
