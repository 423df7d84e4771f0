package dev.collabgraph.execution;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What running a graph means, written down slowly: one node after another, no sharing. */
final class OracleExecutor {
  record Result(double score, String answer, double latency, List<String> texts) {}

  private OracleExecutor() {}

  static Result run(
      CollaborationGraph raw,
      List<Role> roles,
      List<ModelSpec> models,
      Function<CompletionRequest, Completion> model,
      Scorer scorer,
      Task task,
      int replicate,
      int repeat) {
    CollaborationGraph graph = raw.canonical();
    List<Completion> done = new ArrayList<>();
    List<Double> rank = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int v = 0; v < graph.size(); v++) {
      CollaborationGraph.Node node = graph.node(v);
      Role role = roles.stream().filter(r -> r.name().equals(node.role())).findFirst().get();
      List<Integer> read = new ArrayList<>();
      for (int u : graph.predecessors(v)) {
        read.add(u);
      }
      if (role.topK() > 0) {
        read.sort(Comparator.comparing((Integer u) -> -rank.get(u)).thenComparing(u -> u));
        read = new ArrayList<>(read.subList(0, Math.min(role.topK(), read.size())));
        read.sort(null);
      }
      if (role.calls()) {
        ModelSpec spec = models.stream().filter(m -> m.id().equals(node.model())).findFirst().get();
        List<String> inputs = read.stream().map(u -> done.get(u).text()).toList();
        List<String> shown = new ArrayList<>();
        for (int u : read) {
          String source = graph.node(u).model() == null ? "vote" : graph.node(u).model();
          shown.add((shown.size() + 1) + " " + source + " " + done.get(u).text());
        }
        String verb =
            Map.of("assistant", "refine", "fuser", "fuse", "top2", "pick").get(node.role());
        String prompt =
            inputs.isEmpty()
                ? "ask " + task.question()
                : verb + " " + task.question() + " " + shown;
        String like = node.model() + "|" + node.role() + "|" + inputs.isEmpty();
        int index = seen.getOrDefault(like, 0) + repeat * 65536;
        seen.merge(like, 1, Integer::sum);
        done.add(
            model.apply(
                new CompletionRequest(
                    spec,
                    prompt,
                    replicate,
                    index,
                    new CompletionRequest.Context(task.id(), role.name(), inputs))));
        rank.add(spec.rank());
      } else {
        rank.add(read.stream().mapToDouble(rank::get).max().getAsDouble());
        int winner = winner(scorer, task, read, done, rank);
        done.add(
            new Completion(
                winner < 0 ? "" : done.get(winner).text(), null, 0, 0, 0, Completion.Finish.STOP));
      }
    }
    String answer = scorer.extract(task, done.get(graph.sink()).text()).orElse(null);
    return new Result(
        answer == null ? 0 : scorer.score(task, answer),
        answer,
        longest(graph, done, graph.sink()),
        done.stream().map(Completion::text).toList());
  }

  /** Counts, for every voter, those that agree with it; needs a transitive equivalence. */
  private static int winner(
      Scorer scorer, Task task, List<Integer> read, List<Completion> done, List<Double> rank) {
    int winner = -1;
    long most = 0;
    double highest = 0;
    for (int u : read) {
      String mine = scorer.extract(task, done.get(u).text()).orElse(null);
      if (mine == null) {
        continue;
      }
      List<Integer> friends =
          read.stream()
              .filter(
                  w ->
                      scorer
                          .extract(task, done.get(w).text())
                          .filter(theirs -> scorer.equivalent(task, mine, theirs))
                          .isPresent())
              .toList();
      double best = friends.stream().mapToDouble(rank::get).max().getAsDouble();
      if (friends.size() > most || friends.size() == most && best > highest) {
        winner = u;
        most = friends.size();
        highest = best;
      }
    }
    return winner;
  }

  private static double longest(CollaborationGraph graph, List<Completion> done, int node) {
    Map<Integer, Double> known = new HashMap<>();
    for (int v = 0; v <= node; v++) {
      double start = 0;
      for (int u : graph.predecessors(v)) {
        start = Math.max(start, known.get(u));
      }
      known.put(v, start + done.get(v).latencySeconds());
    }
    return known.get(node);
  }
}
