package example;

import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.llm.provider.ChatModelClient;
import dev.collabgraph.runtime.AskableGraph;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;

/** An application that answers with a graph that a search found and a person blessed. */
public final class Tutor implements AutoCloseable {
  private final AskableGraph graph;

  /** Any chat model of LangChain4j will do; the graph says which of its models each call is for. */
  public Tutor(Path graphFile, ChatModel model) {
    graph = AskableGraph.of(GraphDocument.read(graphFile), ChatModelClient.of(model, 8));
  }

  public String answer(String question) {
    return graph.ask(question).answer().orElse("I do not know.");
  }

  @Override
  public void close() {
    graph.close();
  }
}
