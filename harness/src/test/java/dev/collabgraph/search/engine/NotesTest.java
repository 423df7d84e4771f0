package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.llm.ModelCallException.Kind;
import dev.collabgraph.llm.ProviderStatistics;
import dev.collabgraph.llm.ProviderStatistics.Transport;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotesTest {
  @Test
  void aProviderIsSummedUpInOneLine() {
    ProviderStatistics did =
        new ProviderStatistics(
            1234,
            1231,
            3,
            1246,
            Map.of(Kind.THROTTLED, 10L, Kind.TRANSPORT, 2L),
            3.25,
            1.5,
            0.3,
            0.8,
            2.14,
            45,
            1189,
            2,
            30,
            Transport.COLLABGRAPH);

    assertThat(Notes.provider("local", did))
        .isEqualTo(
            "Provider local: 1,234 calls, 3 failed; 12 attempts repeated (transport 2, throttled 10)"
                + " after 3.3 s of waiting; held back for 1.5 s by limits; latency 0.300 s median,"
                + " 0.800 s at 90 %, 2.14 s at 99 %; cache: 45 answers known, 1,189 kept");
  }

  @Test
  void whatDidNotHappenIsLeftOut() {
    ProviderStatistics did =
        new ProviderStatistics(
            0,
            0,
            0,
            0,
            Map.of(),
            0,
            0,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            0,
            0,
            0,
            0,
            Transport.NONE);

    assertThat(Notes.provider("local", did)).isEqualTo("Provider local: 0 calls, 0 failed");
  }

  @Test
  void whoSendsRequestsOnItsOwnIsSaid() {
    ProviderStatistics did =
        new ProviderStatistics(
            1,
            1,
            0,
            1,
            Map.of(),
            0,
            0,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            0,
            0,
            0,
            0,
            Transport.LANGCHAIN4J);

    assertThat(Notes.provider("local", did))
        .isEqualTo("Provider local: 1 calls, 0 failed; transport of its own");
  }
}
