package dev.collabgraph.gguf;

import java.util.List;
import java.util.Locale;

/**
 * Where the binding's jar keeps the native library of an operating system and processor.
 *
 * @param system folder name of the operating system
 * @param processor folder name of the processor
 */
record Platform(String system, String processor) {
  private static final List<Platform> BUILT =
      List.of(
          new Platform("Linux", "x86_64"),
          new Platform("Linux", "aarch64"),
          new Platform("Mac", "x86_64"),
          new Platform("Mac", "aarch64"),
          new Platform("Windows", "x86_64"),
          new Platform("Windows", "x86"));

  /** The platform of this JVM. */
  static Platform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** The platform that {@code os.name} and {@code os.arch} name. */
  static Platform of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String arch = osArch.toLowerCase(Locale.ROOT);
    String system =
        os.contains("windows")
            ? "Windows"
            : os.contains("mac") || os.contains("darwin")
                ? "Mac"
                : os.contains("linux") ? "Linux" : osName;
    String processor =
        switch (arch) {
          case "amd64", "x86_64", "x64" -> "x86_64";
          case "aarch64", "arm64" -> "aarch64";
          case "x86", "i386", "i486", "i586", "i686" -> "x86";
          default -> osArch;
        };
    return new Platform(system, processor);
  }

  boolean built() {
    return BUILT.contains(this);
  }

  /**
   * This platform, if the binding has a build for it.
   *
   * @throws GgufException if it has none
   */
  Platform requireBuilt() {
    if (!built()) {
      throw new GgufException(notBuilt());
    }
    return this;
  }

  /** What to say where there is no build for this platform. */
  String notBuilt() {
    return "Provider type gguf has no native library for %s on %s; there are builds for %s. Maybe use type ollama or openai with a server, or simulated."
        .formatted(
            system,
            processor,
            String.join(", ", BUILT.stream().map(p -> p.system + " " + p.processor).toList()));
  }

  /** File name of the library. */
  String library() {
    return switch (system) {
      case "Windows" -> "jllama.dll";
      case "Mac" -> "libjllama.dylib";
      default -> "libjllama.so";
    };
  }

  /** Resource of the library in the binding's jar. */
  String resource() {
    return "/de/kherud/llama/" + system + "/" + processor + "/" + library();
  }
}
