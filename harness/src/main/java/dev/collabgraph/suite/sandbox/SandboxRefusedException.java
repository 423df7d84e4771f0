package dev.collabgraph.suite.sandbox;

/**
 * Nothing confines programs on this machine. The message names each tier, why not, and a remedy.
 */
public final class SandboxRefusedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  SandboxRefusedException(String message) {
    super(message);
  }
}
