package dev.collabgraph.suite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One program against its tests, in two processes: the checker holds the tests and a nonce, the
 * candidate the program, and this class carries their calls. A program passes if the checker writes
 * the nonce after the last test and then ends with exit code 0, in time, and the candidate printed
 * no more than it may. Nothing the candidate writes is read as a verdict.
 */
final class CheckedRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long START_SECONDS = 60;
  private static final long EXIT_MILLIS = 5_000;
  private static final long CALLS_CAP = 64L << 20;
  private static final int KILLED = 128 + 9;
  private static final int CPU_TIME = 128 + 24;

  private final Worker checker;
  private final Worker candidate;
  private final SandboxSettings settings;
  private final String nonce = nonce();
  private final CompletableFuture<Long> started = new CompletableFuture<>();
  private final CompletableFuture<JsonNode> verdict = new CompletableFuture<>();

  CheckedRun(Worker checker, Worker candidate, SandboxSettings settings) {
    this.checker = checker;
    this.candidate = candidate;
    this.settings = settings;
  }

  private static String nonce() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Runs the tests.
   *
   * @param pumps runs what carries bytes; four at a time
   * @return null if the checker ended without a verdict
   * @throws SandboxFaultException if a sandbox did not start or the tests themselves are broken
   */
  Judgement judge(Program program, Executor pumps) throws InterruptedException {
    Pump printed = new Pump(candidate.errors(), null, printedCap(), candidate::close);
    Pump answers = new Pump(candidate.out(), checker.in(), CALLS_CAP, candidate::close);
    CompletableFuture<Void> drained = CompletableFuture.runAsync(printed, pumps);
    CompletableFuture<Void> silent =
        CompletableFuture.runAsync(new Pump(checker.errors(), null, CALLS_CAP, () -> {}), pumps);
    try {
      send(program);
      CompletableFuture.runAsync(answers, pumps);
      CompletableFuture.runAsync(this::listen, pumps);
      long start = await(started, START_SECONDS * 1_000_000_000L);
      JsonNode told = await(verdict, settings.timeout().toNanos());
      double seconds = (System.nanoTime() - start) / 1e9;
      boolean clean = told != null && checker.exitCode(EXIT_MILLIS) == 0;
      int exit = told != null && ended(told) ? candidate.exitCode(EXIT_MILLIS) : 0;
      candidate.close();
      settle(drained);
      return judged(told, clean, exit, printed.over(), answers.over(), seconds);
    } catch (TimeoutException e) {
      if (!started.isDone()) {
        throw new SandboxFaultException(
            "The sandbox did not start within " + START_SECONDS + " s.", e);
      }
      boolean flooded = printed.over() || answers.over();
      return flooded
          ? flood(settings.timeout().toNanos() / 1e9)
          : timeout(settings.timeout().toNanos() / 1e9);
    } finally {
      candidate.close();
      checker.close();
      settle(silent);
    }
  }

  private long printedCap() {
    return settings.outputKilobytes() * 1024L;
  }

  private static <T> T await(CompletableFuture<T> future, long nanos)
      throws InterruptedException, TimeoutException {
    try {
      return future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The relay broke: " + e.getCause(), e.getCause());
    }
  }

  private static void settle(CompletableFuture<Void> pump) throws InterruptedException {
    try {
      pump.get(EXIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // A process outside our reach holds the pipe; what it prints is not read.
    }
  }

  private void send(Program program) {
    ArrayNode setup = JSON.createArrayNode().add("setup").add(nonce);
    setup.add(program.prompt()).add(program.test()).add(program.entryPoint());
    ArrayNode variants = setup.addArray();
    for (var variant : program.variants()) {
      ArrayNode parts = variants.addArray();
      variant.forEach(parts::add);
    }
    setup.addObject().put("RLIMIT_NPROC", 64);
    setup.add(0);
    try {
      OutputStream in = checker.in();
      in.write((ascii(setup) + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
    } catch (IOException e) {
      throw new SandboxFaultException("The sandbox of the tests ended: " + checker.lastWords(), e);
    }
  }

  /** JSON in ASCII: lone surrogates and all else survive as escapes. */
  private static String ascii(ArrayNode node) throws IOException {
    return JSON.writer()
        .with(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
        .writeValueAsString(node);
  }

  /** Hands the checker's calls on and hears its verdict. */
  private void listen() {
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(checker.out(), StandardCharsets.ISO_8859_1));
        OutputStream calls = candidate.in()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        char kind = line.isEmpty() ? ' ' : line.charAt(0);
        if (kind == 'S') {
          started.complete(System.nanoTime());
        } else if (kind == 'V' && line.startsWith(nonce, 1)) {
          JsonNode told = JSON.readTree(line.substring(1 + nonce.length()));
          started.complete(System.nanoTime());
          verdict.complete(told);
        } else if (kind == 'C') {
          forward(calls, line);
        }
      }
    } catch (IOException e) {
      // Told below as no verdict.
    } finally {
      started.complete(System.nanoTime());
      verdict.complete(null);
    }
  }

  /** A candidate that has ended is told to the checker by the end of its answers, not here. */
  private static void forward(OutputStream calls, String line) {
    try {
      calls.write(line.substring(1).getBytes(StandardCharsets.ISO_8859_1));
      calls.write('\n');
      calls.flush();
    } catch (IOException e) {
      // see above
    }
  }

  private static boolean ended(JsonNode told) {
    return told.path("outcome").asText().equals("crash");
  }

  private Judgement judged(
      JsonNode told, boolean clean, int exit, boolean printed, boolean called, double seconds) {
    if (printed || called) {
      return flood(seconds);
    }
    if (told == null || !clean) {
      return null;
    }
    String detail = told.path("detail").asText();
    return switch (told.path("outcome").asText()) {
      case "passed" -> new Judgement(Judgement.Outcome.PASSED, "", seconds);
      case "memory" -> new Judgement(Judgement.Outcome.MEMORY, detail, seconds);
      case "crash" -> crash(exit, detail, seconds);
      case "broken" -> throw new SandboxFaultException("The tests cannot be used: " + detail);
      case "unstarted" -> throw new SandboxFaultException(detail + ": " + candidate.lastWords());
      default -> new Judgement(Judgement.Outcome.FAILED, detail, seconds);
    };
  }

  private Judgement crash(int exit, String detail, double seconds) {
    boolean cpu = exit == CPU_TIME || exit == KILLED && seconds >= settings.cpuSeconds();
    if (cpu) {
      return timeout(seconds);
    }
    return new Judgement(
        Judgement.Outcome.CRASH, exit > 0 ? detail + " (exit code " + exit + ")" : detail, seconds);
  }

  private Judgement timeout(double seconds) {
    return new Judgement(
        Judgement.Outcome.TIMEOUT,
        "the tests did not end within " + settings.timeout().toMillis() / 1e3 + " s",
        seconds);
  }

  private Judgement flood(double seconds) {
    return new Judgement(
        Judgement.Outcome.FAILED,
        "the program wrote more than " + settings.outputKilobytes() + " KiB",
        seconds);
  }
}
