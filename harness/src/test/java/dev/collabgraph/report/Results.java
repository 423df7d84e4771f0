package dev.collabgraph.report;

import dev.collabgraph.distribution.SlotOrder;
import dev.collabgraph.distribution.Topology;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Baseline;
import dev.collabgraph.search.SearchResult.BaselineKind;
import dev.collabgraph.search.SearchResult.Bill;
import dev.collabgraph.search.SearchResult.Difference;
import dev.collabgraph.search.SearchResult.Digests;
import dev.collabgraph.search.SearchResult.Ended;
import dev.collabgraph.search.SearchResult.Estimate;
import dev.collabgraph.search.SearchResult.FrontVolume;
import dev.collabgraph.search.SearchResult.HistoryPoint;
import dev.collabgraph.search.SearchResult.ParetoPoint;
import dev.collabgraph.search.SearchResult.Run;
import dev.collabgraph.search.SearchResult.Status;
import dev.collabgraph.search.SearchResult.Verdict;
import dev.collabgraph.search.SearchResult.Winner;
import dev.collabgraph.search.SearchSettings;
import dev.collabgraph.search.TestUses;
import dev.collabgraph.suite.SuiteDefinition.Scoring;
import dev.collabgraph.suite.SuiteDefinition.SearchSpec;
import dev.collabgraph.suite.SuiteDefinition.Spend;
import dev.collabgraph.suite.SuiteDefinition.Splits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Results made by hand, for tests of what is written. */
final class Results {
  /** Text as a hostile model or file might give it. */
  static final String HOSTILE =
      "</script><script>alert(1)</script>\u001b[31m::error::\u0000 =cmd|' /C calc'!A0 \u202e\"&'";

  private Results() {}

  /** A conclusive result whose foreign texts are {@code text}. */
  static SearchResult conclusive(String text) {
    CollaborationGraph graph =
        CollaborationGraph.trusted(
            List.of(
                new Node("n0", "assistant", "small"),
                new Node("n1", "assistant", "small"),
                new Node("n2", "assistant", text),
                new Node("n3", "vote", null)),
            new int[][] {{}, {}, {}, {0, 1, 2}});
    Winner winner =
        new Winner(
            graph,
            9.94,
            10.25,
            new Estimate(0.65, 0.433, 0.819, 20),
            new Estimate(0.6, 0.5, 0.69, 100),
            new Estimate(0.6125, 0.564, 0.659, 400),
            3.125);
    return new SearchResult(
        text,
        "collabgraph 1.2.3",
        settings(text),
        new Digests(
            "ab".repeat(32),
            "cd".repeat(32),
            "01".repeat(32),
            new TreeMap<>(Map.of("data/tasks.jsonl", "ef".repeat(32)))),
        Status.OK,
        Ended.SPEND,
        new Verdict(
            "It beats " + text,
            List.of("Spend ended the search: " + text, "n is small."),
            true,
            "6 x small, majority",
            new Difference(0.08, 0.01, 0.15),
            "mcnemar",
            0.03),
        winner,
        List.of(
            new Baseline(
                text,
                BaselineKind.SINGLE,
                1,
                true,
                new Estimate(0.3, 0.22, 0.4, 100),
                new Estimate(0.3125, 0.27, 0.36, 400)),
            new Baseline(
                "6 x small, majority",
                BaselineKind.SELF_CONSISTENCY,
                6,
                true,
                new Estimate(0.5, 0.4, 0.6, 100),
                new Estimate(0.5325, 0.48, 0.58, 400)),
            new Baseline("large", BaselineKind.SINGLE, 69.2, false, Estimate.NONE, Estimate.NONE)),
        List.of(
            new ParetoPoint(
                text,
                CollaborationGraph.single("assistant", "small"),
                1,
                0.5,
                new Estimate(0.3, 0.22, 0.4, 100))),
        List.of(
            new HistoryPoint(1, "probe", 12, 500, Estimate.NONE),
            new HistoryPoint(2, "sample", 20, 1234, new Estimate(0.55, 0.34, 0.74, 20)),
            new HistoryPoint(3, "sample", 28, 2000, new Estimate(0.65, 0.433, 0.819, 20))),
        new Bill(
            12345,
            9000,
            1345,
            2000,
            1234567,
            7654321,
            3.41e15,
            Double.NaN,
            SearchResult.Agent.NONE,
            4321,
            20609),
        new Run(12300, 45, 3, 2, 61.5, 8, "17.0.1").withTestUses(2),
        FrontVolume.NONE);
  }

  /** A result without a winner. */
  static SearchResult inconclusive() {
    SearchResult base = conclusive("plain");
    return new SearchResult(
        base.suite(),
        base.engine(),
        base.settings(),
        base.digests(),
        Status.INCONCLUSIVE,
        Ended.OUTAGE,
        new Verdict("All calls failed.", List.of(), false, null, Difference.NONE),
        null,
        List.of(),
        List.of(),
        List.of(),
        new Bill(
            5, 5, 0, 0, -1, -1, Double.NaN, Double.NaN, SearchResult.Agent.NONE, 0, Double.NaN),
        base.run().withTestUses(TestUses.UNKNOWN),
        FrontVolume.NONE);
  }

  private static SearchSettings settings(String text) {
    SearchSpec spec =
        new SearchSpec(
            "agent-reinforce",
            "flops",
            10.5,
            Map.of("accuracy", 1.0, "latencySeconds", -0.01),
            Topology.free(),
            11,
            SlotOrder.FIXED,
            "rules",
            10,
            8,
            20,
            5,
            1,
            Map.of("changes", 0.5));
    ModelSpec small =
        new ModelSpec(
            "small",
            "llama",
            "sim",
            "small:1b",
            new ModelSpec.Architecture(1e9, 16, 2048),
            new ModelSpec.Price(0.05, 0.08),
            ModelSpec.Sampling.defaults(),
            1e9);
    ModelSpec foreign =
        new ModelSpec(text, text, "sim", text, null, null, ModelSpec.Sampling.defaults(), 0);
    return new SearchSettings(
        spec,
        new Spend(20000L, null, 30.0),
        new Splits(200, 100, 400, 7),
        new Scoring("numeric", Map.of("tolerance", 0.001)),
        202,
        275.5,
        true,
        9.6888e11,
        List.of(
            new Role("assistant", Role.Kind.CALL, "{{question}}", text, 0, Role.UNLIMITED, 0),
            new Role("vote", Role.Kind.VOTE, null, null, 3, Role.UNLIMITED, 0)),
        List.of(small, foreign),
        List.of(new ProviderSpec("sim", "simulated", Map.of())));
  }
}
