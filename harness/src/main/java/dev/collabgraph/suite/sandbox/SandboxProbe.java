package dev.collabgraph.suite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.suite.sandbox.Worker.Script;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds the strongest tier that works here, by running a program of ours in it that looks for the
 * host's files, processes, environment, network and privileges. A tier in which it finds one of
 * them is not used.
 */
final class SandboxProbe {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECONDS = 30;
  private static final int MANY_PROCESSES = 8;

  private final Host host;
  private final SandboxSettings settings;
  private final Executor threads;
  private final List<String> refusals = new ArrayList<>();

  SandboxProbe(Host host, SandboxSettings settings, Executor threads) {
    this.host = host;
    this.settings = settings;
    this.threads = threads;
  }

  /**
   * A tier that works.
   *
   * @param python as it is called in the tier
   * @param version of the interpreter
   */
  record Found(Confinement confinement, String python, String version) {}

  /**
   * Finds it.
   *
   * @throws SandboxRefusedException if there is none
   */
  Found find() {
    if (!settings.prefix().isEmpty()) {
      Confinement own = new Confinement(SandboxTier.CONTAINER, false);
      String python = settings.python() == null ? "python3" : settings.python();
      return attempt(own, python).orElseThrow(() -> refusal(python));
    }
    Optional<String> python =
        settings.python() == null ? host.tool("python3") : Optional.of(settings.python());
    if (python.isEmpty()) {
      throw new SandboxRefusedException(
          "Scorer code runs Python, and there is no /usr/bin/python3. Maybe run: apt-get install"
              + " python3, or set scorer.python, or scorer.sandbox to a container's command.");
    }
    List<Confinement> tiers =
        List.of(
            new Confinement(SandboxTier.BUBBLEWRAP, false),
            new Confinement(SandboxTier.BUBBLEWRAP, true),
            new Confinement(SandboxTier.UNSHARE, false));
    for (Confinement tier : tiers) {
      Optional<Found> found = attempt(tier, python.get());
      if (found.isPresent()) {
        return found.get();
      }
    }
    if (settings.allowUnsandboxed()) {
      Optional<Found> found = attempt(new Confinement(SandboxTier.BARE, false), python.get());
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw refusal(python.get());
  }

  private SandboxRefusedException refusal(String python) {
    String tried = String.join("; ", refusals);
    String remedy =
        settings.prefix().isEmpty()
            ? "Maybe run: apt-get install bubblewrap; or allow user namespaces: sysctl -w"
                + " kernel.unprivileged_userns_clone=1 (on Ubuntu"
                + " kernel.apparmor_restrict_unprivileged_userns=0); or set scorer.sandbox:"
                + " \"docker run --rm -i --network none python:3.12-slim\"; or, where only trusted"
                + " programs are run, scorer.allowUnsandboxed: true"
            : "Maybe try it by hand: "
                + String.join(" ", settings.prefix())
                + " "
                + python
                + " -c 1";
    return new SandboxRefusedException(
        "Scorer code runs programs that models wrote, and nothing here confines them: "
            + tried
            + ". "
            + remedy);
  }

  private Optional<Found> attempt(Confinement confinement, String python) {
    String name = confinement.tier().label() + (confinement.legacy() ? " (older options)" : "");
    for (String tool : confinement.tools(host)) {
      if (host.tool(tool).isEmpty()) {
        refusals.add(name + ": there is no " + tool);
        return Optional.empty();
      }
    }
    try {
      JsonNode seen = look(confinement, python);
      String leak = confinement.tier().confines() ? leak(seen) : null;
      if (leak != null) {
        refusals.add(name + ": a program in it " + leak);
        return Optional.empty();
      }
      return Optional.of(new Found(confinement, python, seen.path("python").asText()));
    } catch (IOException e) {
      refusals.add(name + ": " + e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxFaultException("Interrupted while sandboxes were probed.", e);
    }
  }

  private JsonNode look(Confinement confinement, String python)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("collabgraph-probe");
    Path file = folder.resolve("secret");
    try {
      Files.writeString(file, "of the host");
      // A program that runs as another user must not be kept out by the mode alone.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      return look(confinement, python, folder, file);
    } finally {
      Files.deleteIfExists(folder.resolve("written"));
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private JsonNode look(Confinement confinement, String python, Path folder, Path file)
      throws IOException, InterruptedException {
    try (Worker worker = Worker.start(confinement, host, settings, python, 0, Script.PROBE)) {
      String canary =
          JSON.createObjectNode()
              .put("file", file.toString())
              .put("folder", folder.toString())
              .put("variable", "JAVA_HOME")
              .toString();
      worker.in().write((canary + "\n").getBytes(StandardCharsets.UTF_8));
      worker.in().flush();
      CompletableFuture<String> line =
          CompletableFuture.supplyAsync(() -> firstLine(worker), threads);
      String told = line.get(SECONDS, TimeUnit.SECONDS);
      if (told == null) {
        throw new IOException(worker.lastWords());
      }
      return JSON.readTree(told);
    } catch (TimeoutException e) {
      throw new IOException("it gave no answer within " + SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("it broke: " + e.getCause().getMessage(), e);
    }
  }

  private static String firstLine(Worker worker) {
    try {
      return new BufferedReader(new InputStreamReader(worker.out(), StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException e) {
      return null;
    }
  }

  /** What the program could do that it must not; null if nothing. */
  private String leak(JsonNode seen) {
    if (seen.path("readsHost").asBoolean(true)) {
      return "reads the host's files";
    }
    if (seen.path("writesHost").asBoolean(true)) {
      return "writes the host's files";
    }
    if (!seen.path("interfaces").isArray() || seen.path("interfaces").size() > 0) {
      return "has a network interface";
    }
    if (seen.path("processes").asInt(Integer.MAX_VALUE) > MANY_PROCESSES) {
      return "sees other processes";
    }
    if (settings.prefix().isEmpty()) {
      if (seen.path("environment").asBoolean(true)) {
        return "has the host's environment";
      }
      if (seen.path("writesRoot").asBoolean(true)) {
        return "writes outside its scratch folder";
      }
      if (!seen.path("capabilities").asText().matches("0+")) {
        return "has privileges";
      }
    }
    return null;
  }
}
