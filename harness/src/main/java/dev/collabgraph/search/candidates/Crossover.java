package dev.collabgraph.search.candidates;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.candidates.Draft.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes a graph of two: a node of the first, with all that only it read, gives way to a node of the
 * second with all that it reads; or the first keeps its shape and takes models and roles from nodes
 * of the second that stand in a like place (sink, inner, leaf). The result keeps the budget as
 * {@link Moves} fits it. Not thread-safe.
 *
 * <p>Public for the sibling packages; not an API.
 */
public final class Crossover {
  private final SearchSpace space;
  private final Moves moves;
  private final RandomGenerator random;

  public Crossover(SearchSpace space, Moves moves, RandomGenerator random) {
    this.space = space;
    this.moves = moves;
    this.random = random;
  }

  /** A child of two graphs; null if what came of it cannot be had. */
  public CollaborationGraph of(CollaborationGraph first, CollaborationGraph second) {
    Draft a = Draft.of(space, first);
    Draft b = Draft.of(space, second);
    if (first.size() > 1 && random.nextBoolean()) {
      graft(a, b);
    } else {
      blend(a, b);
    }
    return moves.fitted(a);
  }

  private void graft(Draft a, Draft b) {
    List<Part> places = new ArrayList<>(a.parts());
    places.remove(a.sink());
    Part gone = places.get(random.nextInt(places.size()));
    List<Part> donors = b.parts();
    Part graft = donors.get(random.nextInt(donors.size()));
    for (Part reader : a.parts()) {
      int at = reader.inputs.indexOf(gone);
      if (at >= 0) {
        reader.inputs.set(at, graft);
      }
    }
  }

  private void blend(Draft a, Draft b) {
    for (Part part : a.parts()) {
      List<Part> alike = new ArrayList<>();
      for (Part other : b.parts()) {
        if (other.leaf() == part.leaf() && (other == b.sink()) == (part == a.sink())) {
          alike.add(other);
        }
      }
      if (!alike.isEmpty() && random.nextBoolean()) {
        Part donor = alike.get(random.nextInt(alike.size()));
        if (space.costs().roles().get(donor.role).admits(part.inputs.size())) {
          part.role = donor.role;
          part.model = donor.model;
        }
      }
    }
  }
}
