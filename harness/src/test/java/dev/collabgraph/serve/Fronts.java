package dev.collabgraph.serve;

import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.runtime.AskableGraph;
import dev.collabgraph.runtime.Graphs;
import dev.collabgraph.runtime.Scripted;
import dev.collabgraph.suite.Task;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A running front over a graph "sums" (a vote of three) and its model "small". */
record Fronts(ChatFront front, Scripted model, BlockingQueue<ServedRequest> requests)
    implements AutoCloseable {

  static Fronts answering(String text) {
    return of(Scripted.answering(request -> text), FrontSettings.onPort(0));
  }

  static Fronts of(Scripted model, FrontSettings settings) {
    BlockingQueue<ServedRequest> requests = new LinkedBlockingQueue<>();
    return new Fronts(ChatFront.start(settings, models(model), requests::add), model, requests);
  }

  static List<ServedModel> models(Scripted model) {
    GraphDocument document = Graphs.voteOfThree("openai", "{}");
    return List.of(
        ServedModel.graph("sums", AskableGraph.of(document, model), Fronts::task),
        ServedModel.model(document.models().get(0), model, Fronts::task));
  }

  private static Task task(String question) {
    return new Task("question", question, "");
  }

  String baseUrl() {
    return front
        .baseUrl()
        .replace("0.0.0.0", "127.0.0.1")
        .replace("[0:0:0:0:0:0:0:0]", "127.0.0.1");
  }

  @Override
  public void close() {
    front.close();
  }
}
