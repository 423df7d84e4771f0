package dev.collabgraph.llm.cache;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.CacheSettings;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.Nearest;
import dev.collabgraph.llm.ProviderSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the clients of a suite together, behind the call cache if there is one. */
public final class Clients {
  private static final Logger LOG = LoggerFactory.getLogger(Clients.class);

  private Clients() {}

  /**
   * Opens a client for every provider that a model names and checks that its calls can succeed;
   * spends nothing. If one fails, those already open are closed. Takes as long as the slowest
   * endpoint, at most about ten seconds.
   *
   * @return clients by provider id, in the order of {@code providers}; the caller closes them
   * @throws IllegalArgumentException if a model names a provider that is not declared, a type is
   *     unknown or an option is wrong
   * @throws ModelCallException if an endpoint does not answer or does not take the key
   */
  public static Map<String, ModelClient> open(
      Collection<ProviderSpec> providers, List<ModelSpec> models, ModelProvider.Context context) {
    return open(providers, models, context, null);
  }

  /**
   * The same, with answers noted in a journal and given again from it.
   *
   * @param journal null for none; not closed here
   */
  public static Map<String, ModelClient> open(
      Collection<ProviderSpec> providers,
      List<ModelSpec> models,
      ModelProvider.Context context,
      CallJournal journal) {
    Map<String, List<ModelSpec>> used = new LinkedHashMap<>();
    for (ProviderSpec provider : providers) {
      used.put(provider.id(), new ArrayList<>());
    }
    for (ModelSpec model : models) {
      List<ModelSpec> ofProvider = used.get(model.provider());
      if (ofProvider == null) {
        throw new IllegalArgumentException(
            "Model \"%s\" has provider \"%s\", which is not declared.%s Declared: %s."
                .formatted(
                    model.id(),
                    model.provider(),
                    Nearest.hint(model.provider(), used.keySet()),
                    String.join(", ", used.keySet())));
      }
      ofProvider.add(model);
    }
    Map<String, ModelClient> clients = new LinkedHashMap<>();
    Optional<CallStore> store = store(context.cache());
    try {
      for (ProviderSpec provider : providers) {
        List<ModelSpec> ofProvider = used.get(provider.id());
        if (!ofProvider.isEmpty()) {
          clients.put(provider.id(), open(provider, ofProvider, context, store, journal));
        }
      }
      preflight(clients.values());
    } catch (RuntimeException | Error failure) {
      close(clients.values());
      throw failure;
    }
    return Collections.unmodifiableMap(clients);
  }

  private static Optional<CallStore> store(CacheSettings cache) {
    if (cache.mode() == CacheSettings.Mode.OFF) {
      return Optional.empty();
    }
    boolean writable = cache.mode() == CacheSettings.Mode.READ_WRITE;
    CallStore store = CallStore.open(cache.directory(), writable, true);
    if (writable) {
      int dropped = CacheSweep.daily(store, cache, Instant.now());
      if (dropped > 0) {
        LOG.info(
            "The call cache {} dropped {} answers that were too old or beyond its size.",
            cache.directory(),
            dropped);
      }
    }
    return Optional.of(store);
  }

  private static ModelClient open(
      ProviderSpec spec,
      List<ModelSpec> models,
      ModelProvider.Context context,
      Optional<CallStore> store,
      CallJournal journal) {
    ModelProvider provider = ModelProviders.find(spec.type());
    ModelClient client = provider.open(spec, models, context);
    Optional<Map<String, String>> identity = provider.cacheIdentity(spec);
    if (journal != null && !provider.repeatable()) {
      Map<String, String> own = new LinkedHashMap<>(identity.orElse(Map.of()));
      own.put("provider", spec.id());
      client = new JournaledModelClient(client, journal, new RequestJson(own));
    }
    return store.isPresent() && identity.isPresent()
        ? new CachingModelClient(spec.id(), client, store.get(), new RequestJson(identity.get()))
        : client;
  }

  private static void preflight(Collection<ModelClient> clients) {
    List<CompletableFuture<Void>> checks = clients.stream().map(ModelClient::preflight).toList();
    for (CompletableFuture<Void> check : checks) {
      try {
        check.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw e;
      }
    }
  }

  /** Closes all of them, whatever one of them throws. */
  public static void close(Collection<ModelClient> clients) {
    RuntimeException first = null;
    for (ModelClient client : clients) {
      try {
        client.close();
      } catch (RuntimeException failure) {
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
