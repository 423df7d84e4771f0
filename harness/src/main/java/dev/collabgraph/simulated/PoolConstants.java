package dev.collabgraph.simulated;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every constant of a pool's landscape; see decision note 0003 for the formulas. Read from the
 * pool's resource file, each value can be overridden under {@code landscape} of the provider.
 *
 * @param answers what answers look like, and so which scorer the pool is meant for
 * @param inputTokens A: tokens of a question's prompt, above 0
 * @param outputTokens B: mean tokens of an answer, above 0
 * @param outputSpread answers have (1 - spread) to (1 + spread) times B tokens, triangular around
 *     B; 0 to below 1
 * @param tasks how tasks differ
 * @param reading how a node treats its inputs
 * @param roles by role name; roles that are not listed act as {@code assistant}
 * @param models by the name the provider knows them by
 */
record PoolConstants(
    Answers answers,
    double inputTokens,
    double outputTokens,
    double outputSpread,
    Tasks tasks,
    Reading reading,
    Map<String, RoleConstants> roles,
    Map<String, ModelConstants> models) {

  static final String DEFAULT_ROLE = "assistant";

  PoolConstants {
    above(0, inputTokens, "inputTokens");
    above(0, outputTokens, "outputTokens");
    within(0, 0.99, outputSpread, "outputSpread");
    if (!roles.containsKey(DEFAULT_ROLE)) {
      throw new IllegalArgumentException("roles has no assistant, which other roles fall back to.");
    }
    if (answers == Answers.CHOICE && tasks.distractors() != 3) {
      throw new IllegalArgumentException(
          "tasks.distractors is " + tasks.distractors() + ", expected 3 for answers A to D.");
    }
    roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
  }

  /** What answers look like. */
  enum Answers {
    /** Integers; for the scorers {@code numeric} and {@code exact}. */
    NUMERIC,
    /** Letters A to D; for the scorer {@code choice}. */
    CHOICE
  }

  /**
   * How tasks differ.
   *
   * @param slope how sharply success falls with difficulty, above 0: large means a model nearly
   *     always or nearly never solves a given task, small means its luck varies
   * @param familyShare share of the variance of difficulty that a family has to itself
   * @param modelShare share that a model has to itself
   * @param guess chance of a right answer without knowing anything
   * @param distractors number of wrong answers, 1 to 200
   * @param skew Zipf exponent of their popularity at middling difficulty
   * @param trap how much the exponent grows with difficulty
   */
  record Tasks(
      double slope,
      double familyShare,
      double modelShare,
      double guess,
      int distractors,
      double skew,
      double trap) {
    Tasks {
      above(0, slope, "tasks.slope");
      within(0, 1, familyShare, "tasks.familyShare");
      within(0, 1 - familyShare, modelShare, "tasks.modelShare");
      within(0, 0.99, guess, "tasks.guess");
      within(1, 200, distractors, "tasks.distractors");
      within(-10, 10, skew, "tasks.skew");
      within(-10, 10, trap, "tasks.trap");
    }
  }

  /**
   * How a node treats its inputs.
   *
   * @param deference weight of an answer grows as exp(deference x confidence)
   * @param plurality exponent on the summed weight of an answer: 1 draws one voice, more follows
   *     the majority
   * @param fatigue ability lost at a full context
   * @param fatiguePower shape of that loss in the fill of the context, above 0
   * @param doubt confidence lost at a full context
   * @param verify ease of checking an answer against ease of finding it
   * @param fixation what remains of insight and discernment per unit of age, 0 to 1
   * @param drift growth of slips with age
   * @param blur how much faster second-hand texts age in a full context: age = revision x (1 + blur
   *     x fill)
   * @param awe how fast a reader stops to think for itself as inputs sound surer than it is, and to
   *     learn from inputs that sound less sure: discernment and insight shrink by exp(-awe x gap)
   */
  record Reading(
      double deference,
      double plurality,
      double fatigue,
      double fatiguePower,
      double doubt,
      double verify,
      double fixation,
      double drift,
      double blur,
      double awe) {
    Reading {
      within(0, 100, deference, "reading.deference");
      within(0, 20, plurality, "reading.plurality");
      within(0, 100, fatigue, "reading.fatigue");
      within(0.01, 10, fatiguePower, "reading.fatiguePower");
      within(0, 100, doubt, "reading.doubt");
      within(-20, 20, verify, "reading.verify");
      within(0, 1, fixation, "reading.fixation");
      within(0, 100, drift, "reading.drift");
      within(0, 100, blur, "reading.blur");
      within(0, 1000, awe, "reading.awe");
    }
  }

  /**
   * How a role reads; without inputs all roles are alike.
   *
   * @param solve shift of ability when solving anew with inputs in the prompt
   * @param insight ability gained from the ideas in the inputs
   * @param self shift of confidence in the own attempt against the inputs
   * @param discernment log-odds in favour of the right one among the answers
   * @param slip rate at which a text is spoilt in rewriting, 0 or more
   */
  record RoleConstants(double solve, double insight, double self, double discernment, double slip) {
    RoleConstants {
      within(-20, 20, solve, "solve of a role");
      within(-20, 20, insight, "insight of a role");
      within(-20, 20, self, "self of a role");
      within(-20, 20, discernment, "discernment of a role");
      within(0, 20, slip, "slip of a role");
    }
  }

  /**
   * A model.
   *
   * @param family models of one family share part of what they find hard
   * @param params non-embedding parameters
   * @param layers of the transformer
   * @param hidden width of the transformer
   * @param inputPrice US dollars for a million prompt tokens
   * @param outputPrice US dollars for a million completion tokens
   * @param latencyBase seconds of any call
   * @param latencyPerInputToken seconds
   * @param latencyPerOutputToken seconds
   * @param ability on the scale of difficulty
   * @param confidence how sure its texts sound, 0 to 1; readers go by it
   * @param context tokens of inputs that fill its effective context, above 0
   */
  record ModelConstants(
      String family,
      double params,
      int layers,
      int hidden,
      double inputPrice,
      double outputPrice,
      double latencyBase,
      double latencyPerInputToken,
      double latencyPerOutputToken,
      double ability,
      double confidence,
      double context) {
    ModelConstants {
      above(0, params, "params of a model");
      within(1, 1 << 20, layers, "layers of a model");
      within(1, 1 << 24, hidden, "hidden of a model");
      within(0, 1e9, inputPrice, "inputPrice of a model");
      within(0, 1e9, outputPrice, "outputPrice of a model");
      within(0, 1e6, latencyBase, "latencyBase of a model");
      within(0, 1e6, latencyPerInputToken, "latencyPerInputToken of a model");
      within(0, 1e6, latencyPerOutputToken, "latencyPerOutputToken of a model");
      within(-20, 20, ability, "ability of a model");
      within(0, 1, confidence, "confidence of a model");
      above(0, context, "context of a model");
    }
  }

  private static void within(double low, double high, double value, String name) {
    if (!(value >= low && value <= high)) { // in this form NaN fails too
      throw new IllegalArgumentException(
          name + " is " + value + ", expected a number from " + low + " to " + high + ".");
    }
  }

  private static void above(double low, double value, String name) {
    if (!(value > low && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", expected a number above " + low + ".");
    }
  }
}
