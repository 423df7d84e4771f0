package dev.collabgraph.simulated;

/**
 * What is true of a task and never shown: how hard it is for each model, and which wrong answers
 * tempt. Immutable by convention: the arrays are never written after construction.
 *
 * @param hash seed of the task
 * @param difficulty by model index, standard normal over tasks
 * @param answers texts; 0 is the gold answer, the rest are the distractors
 * @param popularity cumulative probability of the distractors: {@code popularity[k]} belongs to
 *     answer k + 1; the last is 1
 */
record LatentTask(long hash, double[] difficulty, String[] answers, double[] popularity) {

  /** The distractor that {@code u}, uniform in [0, 1), falls on: 1 or more. */
  int distractor(double u) {
    int k = 0;
    while (u >= popularity[k]) {
      k++;
    }
    return k + 1;
  }

  /** Index of an answer by its text; {@link Draft#NO_ANSWER} if it is none of the task's. */
  int indexOf(String text) {
    for (int k = 0; k < answers.length; k++) {
      if (answers[k].equals(text)) {
        return k;
      }
    }
    return Draft.NO_ANSWER;
  }
}
