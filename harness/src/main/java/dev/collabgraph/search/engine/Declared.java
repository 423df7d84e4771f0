package dev.collabgraph.search.engine;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.cache.CallJournal;
import dev.collabgraph.llm.cache.Clients;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a suite declares, looked up where it lies: models, clients, files. */
final class Declared {
  private Declared() {}

  /** The models with what their providers know of them. */
  static List<ModelSpec> models(SuiteDefinition suite, ModelProvider.Context context) {
    try {
      return suite.models().stream()
          .map(
              model -> {
                ProviderSpec provider = suite.providers().get(model.provider());
                return ModelProviders.find(provider.type()).describe(provider, model, context);
              })
          .toList();
    } catch (IllegalArgumentException e) {
      throw misdeclared(suite, e);
    }
  }

  /** Clients of models by provider id, as {@link Clients#open} has them. */
  static Map<String, ModelClient> clients(
      SuiteDefinition suite, List<ModelSpec> models, SearchRuntime runtime, CallJournal journal) {
    try {
      return Clients.open(suite.providers().values(), models, runtime.providers(), journal);
    } catch (ModelCallException e) {
      throw new SearchException(
          "The search did not begin, since a provider cannot be used: " + e.getMessage(), null, e);
    } catch (IllegalArgumentException e) {
      throw misdeclared(suite, e);
    }
  }

  private static SearchException misdeclared(SuiteDefinition suite, IllegalArgumentException e) {
    return new SearchException(e.getMessage() + " (" + suite.file() + ")", null, e);
  }

  /** The folder of the suite file, from which its paths go out. */
  static Path folder(SuiteDefinition suite) {
    Path parent = suite.file().toAbsolutePath().getParent();
    return parent == null ? suite.file().toAbsolutePath() : parent;
  }
}
