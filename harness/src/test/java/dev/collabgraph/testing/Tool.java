package dev.collabgraph.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that some tests need. Its name in build properties is the constant in lower case. */
public enum Tool {
  /** Confines untrusted programs. */
  BWRAP("bubblewrap", "bwrap"),
  /** A headless browser. */
  CHROMIUM("chromium", "chromium", "chromium-browser", "google-chrome"),
  /** Runs clients and servers that are not of the JVM; brings npm along. */
  NODE("nodejs npm", "node"),
  /** Installs them from their registry. */
  NPM("npm", "npm"),
  /** Runs candidates of code suites. */
  PYTHON3("python3", "python3"),
  /** A second Java: {@code JAVA25_HOME}, a folder of /usr/lib/jvm, or java25 on the path. */
  JDK25("openjdk-25-jdk-headless", "java25") {
    @Override
    Optional<Path> find(String searchPath) {
      String home = System.getenv("JAVA25_HOME");
      return Stream.concat(Stream.ofNullable(home).map(Path::of), installed())
          .map(folder -> folder.resolve("bin").resolve("java"))
          .filter(Files::isExecutable)
          .findFirst()
          .or(() -> super.find(searchPath));
    }

    private Stream<Path> installed() {
      String[] names = new File("/usr/lib/jvm").list();
      return names == null
          ? Stream.empty()
          : Arrays.stream(names)
              .filter(name -> name.matches("(.*\\D)?25(\\D.*)?"))
              .sorted()
              .map(name -> Path.of("/usr/lib/jvm", name));
    }
  };

  private final String debianPackage;
  private final List<String> programs;

  Tool(String debianPackage, String... programs) {
    this.debianPackage = debianPackage;
    this.programs = List.of(programs);
  }

  /** Name in {@code collabgraph.tests.require}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The program, if this machine has it. */
  public Optional<Path> find() {
    return find(System.getenv().getOrDefault("PATH", ""));
  }

  Optional<Path> find(String searchPath) {
    return Arrays.stream(searchPath.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> programs.stream().map(program -> Path.of(folder, program)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** How to get it. */
  public String repair() {
    return "apt-get install " + debianPackage;
  }
}
