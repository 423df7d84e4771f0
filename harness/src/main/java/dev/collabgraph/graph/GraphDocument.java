package dev.collabgraph.graph;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A graph with all it needs to run alone: {@code best.graph.json}. The format is sealed: fields are
 * added, none changes its meaning; a reader takes fields it does not know for later additions
 * unless they look like a misspelling.
 *
 * <p>Immutable; reading what was written gives an equal document.
 *
 * @param suite name of the suite it was found for
 * @param graph executed nodes only
 * @param cost declared cost for one task
 * @param roles at least those the nodes have, names unique
 * @param models at least those the nodes have, ids unique
 * @param providers by id; empty, or at least those of the nodes' models
 * @param equality how a vote tells whether two answers are the same; null if no node votes
 * @param digests hex digests by what they are of ({@code graph}, {@code suite}, ...)
 */
public record GraphDocument(
    String suite,
    CollaborationGraph graph,
    Cost cost,
    List<Role> roles,
    List<ModelSpec> models,
    Map<String, Provider> providers,
    Equality equality,
    Map<String, String> digests) {

  /** Version this engine writes, and the newest it reads. */
  public static final int FORMAT_VERSION = 1;

  /** Largest file, in bytes. */
  static final int LARGEST = 16 << 20;

  /**
   * What the graph costs for one task.
   *
   * @param metric {@code flops}, {@code usd}, {@code tokens} or {@code calls}
   * @param units of the cheapest leaf of the pool it was searched in, 0 or more
   */
  public record Cost(String metric, double units) {
    public Cost {
      Objects.requireNonNull(metric, "metric");
      if (!(units >= 0 && units < Double.POSITIVE_INFINITY)) {
        throw new InvalidGraphException("cost.units is " + units + ", expected 0 or more.");
      }
    }
  }

  /**
   * Where models are served.
   *
   * @param type of the provider
   * @param options as in the suite; entries that hold a key by their name ({@code apiKey}, {@code
   *     authorization}, {@code password}, ...) are left out, at any depth
   */
  public record Provider(String type, Map<String, Object> options) {
    public Provider {
      Objects.requireNonNull(type, "type");
      options = PlainData.withoutSecrets(options);
    }
  }

  /**
   * A scorer.
   *
   * @param type of the scorer
   * @param options as in the suite
   */
  public record Equality(String type, Map<String, Object> options) {
    public Equality {
      Objects.requireNonNull(type, "type");
      options = PlainData.copy(options);
    }
  }

  /**
   * Checks that the parts fit.
   *
   * @throws InvalidGraphException naming the node and what is unknown or does not fit
   */
  public GraphDocument {
    Objects.requireNonNull(suite, "suite");
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(cost, "cost");
    roles = List.copyOf(roles);
    models = List.copyOf(models);
    providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    digests = Collections.unmodifiableMap(new TreeMap<>(digests));
    DocumentRules.check(graph, roles, models, providers.keySet(), equality != null);
  }

  /** A document with those of the roles, models and providers that the graph uses. */
  public static GraphDocument of(
      String suite,
      CollaborationGraph graph,
      Cost cost,
      List<Role> roles,
      List<ModelSpec> models,
      Map<String, Provider> providers,
      Equality equality,
      Map<String, String> digests) {
    Set<String> usedRoles = new LinkedHashSet<>();
    Set<String> usedModels = new LinkedHashSet<>();
    for (CollaborationGraph.Node node : graph.nodes()) {
      usedRoles.add(node.role());
      usedModels.add(node.model());
    }
    List<ModelSpec> kept = models.stream().filter(m -> usedModels.contains(m.id())).toList();
    Map<String, Provider> served = new LinkedHashMap<>();
    providers.forEach(
        (id, provider) -> {
          if (kept.stream().anyMatch(model -> model.provider().equals(id))) {
            served.put(id, provider);
          }
        });
    List<Role> keptRoles = roles.stream().filter(r -> usedRoles.contains(r.name())).toList();
    return new GraphDocument(suite, graph, cost, keptRoles, kept, served, equality, digests);
  }

  /**
   * Reads a document.
   *
   * @param json at most 16 MiB
   * @param source what messages call it: the file
   * @throws InvalidGraphException if it is no such document, naming source, place and rule
   */
  public static GraphDocument parse(String json, String source) {
    return GraphDocumentReader.read(json, source);
  }

  /**
   * Reads a file.
   *
   * @throws InvalidGraphException if it is missing, unreadable or no such document
   */
  public static GraphDocument read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new InvalidGraphException(
            file + " has " + Files.size(file) + " bytes, expected at most " + LARGEST + ".");
      }
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new InvalidGraphException(
          "There is no graph file " + file + ". Run a search and bless its result first.", e);
    } catch (CharacterCodingException e) {
      throw new InvalidGraphException(file + " is not UTF-8.", e);
    } catch (IOException e) {
      throw new InvalidGraphException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The document as JSON: fields in fixed order, one node or edge a line, LF at the end of each.
   */
  public String toJson() {
    return GraphDocumentWriter.write(this);
  }

  /**
   * Writes the file in one step: readers see the old one or the new one. Missing folders are made.
   *
   * @throws IOException if it cannot be written; the old file then is untouched
   */
  public void write(Path file) throws IOException {
    WholeFile.replace(file, toJson());
  }

  /** The role of a node. */
  public Role roleOf(CollaborationGraph.Node node) {
    return roles.stream().filter(r -> r.name().equals(node.role())).findFirst().orElseThrow();
  }

  /** The ids of the models that nodes use, in topological order. */
  public List<String> usedModels() {
    Set<String> used = new LinkedHashSet<>();
    for (CollaborationGraph.Node node : graph.nodes()) {
      if (node.model() != null) {
        used.add(node.model());
      }
    }
    return new ArrayList<>(used);
  }
}
