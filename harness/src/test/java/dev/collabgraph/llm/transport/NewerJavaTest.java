package dev.collabgraph.llm.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.llm.cache.CallJournalTest;
import dev.collabgraph.llm.cache.CallStoreTest;
import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The faults of transport, proxy, cache and journal once more on a newer Java, whose HTTP client is
 * another one.
 */
class NewerJavaTest {
  private static final List<Class<?>> TESTS =
      List.of(
          OpenAiFaultsTest.class,
          ModelCheckTest.class,
          ForwardProxyTest.class,
          LeakTest.class,
          CallStoreTest.class,
          CallJournalTest.class);

  @Test
  @RequiresTool(Tool.JDK25)
  @EnabledForJreRange(max = JRE.JAVA_24) // on 25 itself they run anyway
  void theSameHoldsThere() throws Exception {
    Process child =
        new ProcessBuilder(
                Tool.JDK25.find().orElseThrow().toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Runner.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as(said).isZero();
    assertThat(said).containsPattern("On Java 2[5-9].*: [1-9]\\d+ tests succeeded");
  }

  /** The other JVM. */
  static final class Runner {
    private Runner() {}

    public static void main(String[] args) {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(TESTS.stream().map(DiscoverySelectors::selectClass).toList())
              .build();
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, listener);
      TestExecutionSummary summary = listener.getSummary();
      summary.printFailuresTo(new PrintWriter(System.out, true), 5);
      System.out.printf(
          "On Java %s: %d tests succeeded, %d failed%n",
          System.getProperty("java.version"),
          summary.getTestsSucceededCount(),
          summary.getTotalFailureCount());
      System.exit(summary.getTotalFailureCount() == 0 ? 0 : 1);
    }
  }
}
