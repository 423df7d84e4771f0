package dev.collabgraph.gate.ab;

import dev.collabgraph.gate.GateException;
import dev.collabgraph.gate.bench.BenchFile;
import dev.collabgraph.gate.bench.BenchResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.regex.Pattern;

/**
 * Forks of two JMH jars. Every fork is one run of JMH's own command line with {@code -f 1}, so
 * whatever JMH and whatever library a jar holds is used as it is.
 */
public final class JarForks implements Forks {
  private static final String MAIN = "org.openjdk.jmh.Main";

  private final JmhCommand command;
  private final Path base;
  private final Path candidate;
  private final Path folder;

  /**
   * @param command how JMH is run
   * @param folder where output of forks is kept; made if it is not there
   * @throws GateException if a jar is not there or is no JMH jar
   */
  public JarForks(JmhCommand command, Path base, Path candidate, Path folder) {
    this.command = Objects.requireNonNull(command, "command");
    this.base = JmhJars.checked(base);
    this.candidate = JmhJars.checked(candidate);
    this.folder = folder.toAbsolutePath();
    try {
      Files.createDirectories(this.folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder " + folder + ": " + e, e);
    }
  }

  /**
   * SHA-256 of a jar, hexadecimal.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public String digest(Side side) {
    try (InputStream in = Files.newInputStream(jar(side))) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + jar(side) + ": " + e, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private Path jar(Side side) {
    return side == Side.BASE ? base : candidate;
  }

  @Override
  public SortedSet<AbCase> cases(Side side) {
    List<String> line = new ArrayList<>(start(side));
    line.add("-lp");
    line.add(command.include());
    command.parameters().forEach((name, values) -> parameter(line, name, String.join(",", values)));
    Path log = folder.resolve("list-" + side.text() + ".log");
    JmhProcess.run(line, folder, log, command.timeout(), "Listing the benchmarks of " + jar(side));
    SortedSet<AbCase> cases = JmhJars.cases(read(log), jar(side).toString());
    if (cases.isEmpty()) {
      throw new GateException(
          "%s has no benchmark that matches \"%s\". List them with: java -jar %s -l"
              .formatted(jar(side), command.include(), jar(side)));
    }
    return cases;
  }

  @Override
  public List<BenchResult> measure(Side side, AbCase of, int round) {
    List<String> line = new ArrayList<>(start(side));
    line.add("^" + Pattern.quote(of.benchmark()) + "$");
    for (Map.Entry<String, String> each : of.parameters().entrySet()) {
      parameter(line, each.getKey(), each.getValue());
    }
    line.addAll(command.arguments());
    Path results = folder.resolve("fork.json");
    line.addAll(List.of("-f", "1", "-foe", "true", "-prof", "gc", "-rf", "json"));
    line.addAll(List.of("-rff", results.toString()));
    Path log = folder.resolve("fork-" + side.text() + ".log");
    String what =
        String.format(
            Locale.ROOT, "%s of %s (%s), round %d", of.name(), jar(side), side.text(), round);
    try {
      Files.deleteIfExists(results);
      JmhProcess.run(line, folder, log, command.timeout(), what);
      if (!Files.exists(results)) {
        throw new GateException(
            "%s: JMH ended without results. Its output: %s".formatted(what, log));
      }
      return List.copyOf(BenchFile.read(results).results().values());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + results + ": " + e, e);
    }
  }

  private List<String> start(Side side) {
    List<String> line = new ArrayList<>();
    line.add(command.java().toString());
    line.addAll(command.jvmArguments());
    line.addAll(List.of("-cp", jar(side).toString(), MAIN));
    return line;
  }

  private static void parameter(List<String> line, String name, String values) {
    line.add("-p");
    line.add(name + "=" + values);
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + log + ": " + e, e);
    }
  }
}
