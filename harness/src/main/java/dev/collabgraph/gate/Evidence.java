package dev.collabgraph.gate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a gate has to go by.
 *
 * @param suite it is about
 * @param evaluation of the graph; empty if there is none
 * @param search result of a search; empty if there is none or it is not asked for
 * @param baseline blessed before; empty if there is none
 * @param present digests of what an evaluation made now would be made from
 * @param searchDiffers what the search was made from and is no longer so
 * @param searchOnly whether the search's result is to be judged instead of an evaluation
 */
public record Evidence(
    String suite,
    Optional<Evaluation> evaluation,
    Optional<SearchEvidence> search,
    Optional<Baseline> baseline,
    SortedMap<String, String> present,
    List<String> searchDiffers,
    boolean searchOnly) {

  public Evidence {
    Objects.requireNonNull(suite, "suite");
    Objects.requireNonNull(evaluation, "evaluation");
    Objects.requireNonNull(search, "search");
    Objects.requireNonNull(baseline, "baseline");
    searchDiffers = List.copyOf(searchDiffers);
  }
}
