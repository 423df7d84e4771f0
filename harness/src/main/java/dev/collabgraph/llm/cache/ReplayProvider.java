package dev.collabgraph.llm.cache;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.CallCounters;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderOptions;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.ProviderStatistics;
import dev.collabgraph.llm.ProviderStatistics.Transport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * Provider type {@code replay}: answers from a cassette (a folder in the format of the call cache)
 * and from nothing else; a call it does not hold is a fatal failure. Free, offline and
 * deterministic.
 *
 * <p>Options: {@code cassette}, a folder relative to the suite file, required; {@code of}, the type
 * of the provider that was recorded, default {@code openai}; and that provider's own options, of
 * which those that identify the endpoint must be as they were. So a recorded suite is replayed by
 * changing {@code type} and adding {@code cassette}.
 */
public final class ReplayProvider implements ModelProvider {
  private static final String CASSETTE = "cassette";
  private static final String OF = "of";

  @Override
  public String type() {
    return "replay";
  }

  @Override
  public Set<String> optionKeys() {
    Set<String> keys = new LinkedHashSet<>(List.of(CASSETTE, OF));
    for (Map.Entry<String, ModelProvider> provider : ModelProviders.all().entrySet()) {
      if (!(provider.getValue() instanceof ReplayProvider)) {
        keys.addAll(provider.getValue().optionKeys());
      }
    }
    return keys;
  }

  @Override
  public boolean remote(ProviderSpec spec) {
    return false;
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public ModelClient open(ProviderSpec spec, List<ModelSpec> models, Context context) {
    ProviderOptions options = ProviderOptions.of(spec, optionKeys());
    String cassette = options.requiredText(CASSETTE, "cassettes/" + spec.id());
    Path folder = context.baseDirectory().resolve(cassette);
    if (!CallStore.holdsRecords(folder)) {
      List<String> others = CallStore.otherFormats(folder);
      throw options.wrong(
          CASSETTE,
          cassette,
          others.isEmpty()
              ? "a folder with recorded calls (" + folder + ")"
              : "calls recorded in format v%d (%s holds %s: record it again)"
                  .formatted(CallRecord.FORMAT, folder, String.join(", ", others)));
    }
    String type = options.text(OF).orElse("openai");
    Map<String, Object> recorded = new LinkedHashMap<>(spec.options());
    recorded.remove(CASSETTE);
    recorded.remove(OF);
    Map<String, String> identity =
        ModelProviders.find(type)
            .cacheIdentity(new ProviderSpec(spec.id(), type, recorded))
            .orElseThrow(
                () -> options.wrong(OF, type, "the type of a provider whose calls are recorded"));
    return new Client(
        spec.id(), CallStore.open(folder, false, false), new RequestJson(identity), folder);
  }

  /** Reads records. */
  private static final class Client implements ModelClient {
    private final String provider;
    private final CallStore store;
    private final RequestJson requests;
    private final Path folder;
    private final CallCounters counters = new CallCounters(Transport.NONE);
    private final LongAdder hits = new LongAdder();

    Client(String provider, CallStore store, RequestJson requests, Path folder) {
      this.provider = provider;
      this.store = store;
      this.requests = requests;
      this.folder = folder;
    }

    @Override
    public CompletableFuture<Completion> complete(CompletionRequest request) {
      counters.calls.increment();
      String json = requests.of(request);
      String address = CallStore.address(json);
      Optional<Completion> known =
          store.read(address, json).flatMap(record -> RequestJson.completion(record.completion()));
      if (known.isEmpty()) {
        counters.failed.increment();
        return CompletableFuture.failedFuture(
            new ModelCallException(
                ModelCallException.Kind.FATAL,
                "Provider \"%s\": the cassette %s does not hold call %s (model \"%s\", task \"%s\", role \"%s\", replicate %s, index %s). Maybe record it again."
                    .formatted(
                        provider,
                        folder,
                        address.substring(0, 12),
                        request.model().name(),
                        request.context().taskId(),
                        request.context().role(),
                        request.replicate(),
                        request.index())));
      }
      counters.completed.increment();
      hits.increment();
      return CompletableFuture.completedFuture(known.get());
    }

    @Override
    public Optional<ProviderStatistics> statistics() {
      return Optional.of(counters.snapshot().withCache(hits.sum(), 0));
    }

    @Override
    public void close() {}
  }
}
