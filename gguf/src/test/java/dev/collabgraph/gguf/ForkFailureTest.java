package dev.collabgraph.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What happens when forks or parents die. A fork is held still by SIGSTOP, so no race decides. */
@DisabledOnOs(OS.WINDOWS)
class ForkFailureTest {
  private static final String PROMPT = "q 12+7-5\na ";
  private GgufModelClient client;

  @BeforeEach
  void open() {
    Assumptions.assumeTrue(Platform.current().built(), "no native library for this platform");
    client = (GgufModelClient) Nano.open(Map.of("concurrency", 1), Nano.SMALL);
  }

  @AfterEach
  void close() {
    if (client != null) {
      client.close();
    }
  }

  @Test
  void aForkKilledInMidCallIsReplacedAndTheCallAnsweredAsBefore() throws Exception {
    String before = Nano.ask(client, Nano.SMALL, PROMPT, 5).text();
    long pid = client.pids().get(0);
    signal("-STOP", pid);
    CompletableFuture<Completion> call = client.complete(Nano.request(Nano.SMALL, PROMPT, 5));
    signal("-KILL", pid);
    assertThat(call.get(60, TimeUnit.SECONDS).text()).isEqualTo(before);
    assertThat(client.pids()).hasSize(1).doesNotContain(pid);
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void aCallWhoseForkDiesTwiceIsASampleErrorAndTheNextCallWorks() throws Exception {
    Nano.ask(client, Nano.SMALL, PROMPT, 5);
    long first = client.pids().get(0);
    signal("-STOP", first);
    CompletableFuture<Completion> call = client.complete(Nano.request(Nano.SMALL, PROMPT, 5));
    signal("-KILL", first);
    until(() -> client.pids().get(0) != first); // a JVM takes far longer to start than to kill
    signal("-KILL", client.pids().get(0));
    assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            ModelCallException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.TRANSPORT);
              assertThat(e).hasMessageContaining("crashed twice").hasMessageContaining("137");
            });
    assertThat(Nano.ask(client, Nano.SMALL, PROMPT, 5).text()).isNotEmpty();
  }

  @Test
  void aForkThatHangsIsEndedAtTheDeadline() throws Exception {
    try (GgufModelClient hasty =
        (GgufModelClient) Nano.open(Map.of("concurrency", 1, "timeoutSeconds", 0.05), Nano.SMALL)) {
      assertThatThrownBy(() -> Nano.ask(hasty, Nano.SMALL, PROMPT, 5)) // a JVM starts slower
          .isInstanceOfSatisfying(
              ModelCallException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Kind.DEADLINE);
                assertThat(e).hasMessageContaining("timeoutSeconds (0.05)");
              });
    }
  }

  @Test
  void closingEndsCallsInFlightAndLeavesNoProcess() throws Exception {
    Nano.ask(client, Nano.SMALL, PROMPT, 5);
    long pid = client.pids().get(0);
    signal("-STOP", pid);
    List<CompletableFuture<Completion>> calls =
        List.of(
            client.complete(Nano.request(Nano.SMALL, PROMPT, 1)),
            client.complete(Nano.request(Nano.SMALL, PROMPT, 2)));
    client.close();
    for (CompletableFuture<Completion> call : calls) {
      assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              ModelCallException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
    }
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    assertThatThrownBy(() -> Nano.ask(client, Nano.SMALL, PROMPT, 5))
        .isInstanceOf(ModelCallException.class);
  }

  @Test
  void aForkDiesWithItsParentHoweverThatEnds() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      long fork = Long.parseLong(out.readLine());
      ProcessHandle handle = ProcessHandle.of(fork).orElseThrow();
      assertThat(handle.isAlive()).isTrue();
      parent.destroyForcibly();
      until(() -> !handle.isAlive());
    }
  }

  /** A parent that makes one call, prints the process of its fork, and then hangs. */
  static final class ParentMain {
    public static void main(String[] args) throws Exception {
      GgufModelClient client = (GgufModelClient) Nano.open(Map.of("concurrency", 1), Nano.SMALL);
      Nano.ask(client, Nano.SMALL, PROMPT, 5);
      System.out.println(client.pids().get(0));
      Thread.currentThread().join();
    }
  }

  private static void signal(String signal, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", signal, String.valueOf(pid)).start().waitFor()).isZero();
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 20 seconds").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
