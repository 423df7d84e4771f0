package dev.collabgraph.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Packages of npm's registry that tests run; installed once, below {@code target/npm}. */
public final class NpmPackage {
  private static final long INSTALL_SECONDS = 90;

  private NpmPackage() {}

  /**
   * Installs a package unless it is there.
   *
   * @param spec name and version, {@code openai@6.49.0}
   * @return folder that holds {@code node_modules}
   * @throws org.opentest4j.TestAbortedException if the registry cannot be reached, after a line
   *     that begins with {@code NOT RUN}; an error if {@code collabgraph.tests.require} names npm
   */
  public static Path install(String spec) {
    try {
      Path folder =
          Path.of("target", "npm", spec.replaceAll("[^A-Za-z0-9.]", "_")).toAbsolutePath();
      Path marker = folder.resolve("installed");
      if (Files.exists(marker)) {
        return folder;
      }
      Files.createDirectories(folder);
      Path log = folder.resolve("install.log");
      Process npm =
          new ProcessBuilder(
                  Tool.NPM.find().orElseThrow().toString(),
                  "install",
                  spec,
                  "--prefix",
                  folder.toString(),
                  "--no-audit",
                  "--no-fund",
                  "--ignore-scripts",
                  "--fetch-retries=1")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      npm.getOutputStream().close();
      boolean ended = npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        npm.descendants().forEach(ProcessHandle::destroyForcibly);
        npm.destroyForcibly();
      }
      if (!ended || npm.exitValue() != 0) {
        notRun(spec, ended ? Files.readString(log, StandardCharsets.UTF_8) : "no end in time");
      }
      Files.createFile(marker);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void notRun(String spec, String why) {
    String line = "NOT RUN: npm could not install " + spec + ": " + why.strip();
    String required = System.getProperty(RequiresToolCondition.REQUIRED, "");
    if (Arrays.stream(required.split(",")).map(String::strip).anyMatch("npm"::equals)) {
      throw new AssertionError(line);
    }
    System.out.println(line);
    Assumptions.abort(line);
  }
}
