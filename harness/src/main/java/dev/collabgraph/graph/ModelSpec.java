package dev.collabgraph.graph;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model as a suite declares it.
 *
 * @param id unique in a suite; what graphs and reports name
 * @param family models of one family differ in size; default: the id
 * @param provider id of the provider that serves it
 * @param name what the provider calls it
 * @param architecture sizes for the FLOPs cost; null if unknown
 * @param price for the dollar cost; null if unknown, which is never 0
 * @param sampling parameters sent with every call
 * @param rank breaks a vote's ties, the highest wins; default: the number of parameters, else 0
 */
public record ModelSpec(
    String id,
    String family,
    String provider,
    String name,
    Architecture architecture,
    Price price,
    Sampling sampling,
    double rank) {

  public ModelSpec {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(family, "family");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sampling, "sampling");
    if (id.isBlank()) {
      throw new IllegalArgumentException("A model has a blank id.");
    }
    if (!Double.isFinite(rank)) {
      throw new IllegalArgumentException(
          "Model \"" + id + "\": rank is " + rank + ", expected a finite number.");
    }
  }

  /** {@link #architecture} as an optional. */
  public Optional<Architecture> knownArchitecture() {
    return Optional.ofNullable(architecture);
  }

  /** {@link #price} as an optional. */
  public Optional<Price> knownPrice() {
    return Optional.ofNullable(price);
  }

  /**
   * Sizes of a transformer that decide its FLOPs.
   *
   * @param params non-embedding parameters, above 0
   * @param layers 1 or more
   * @param hidden width of the residual stream, 1 or more
   */
  public record Architecture(double params, int layers, int hidden) {
    public Architecture {
      if (!(params > 0 && params < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("params is " + params + ", expected a number above 0.");
      }
      if (layers < 1) {
        throw new IllegalArgumentException("layers is " + layers + ", expected 1 or more.");
      }
      if (hidden < 1) {
        throw new IllegalArgumentException("hidden is " + hidden + ", expected 1 or more.");
      }
    }
  }

  /**
   * US dollars for a million tokens.
   *
   * @param input of prompt tokens, 0 or more
   * @param output of completion tokens, 0 or more
   */
  public record Price(double input, double output) {
    public Price {
      if (!(input >= 0 && input < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("price.input is " + input + ", expected 0 or more.");
      }
      if (!(output >= 0 && output < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("price.output is " + output + ", expected 0 or more.");
      }
    }

    /** US dollars of one call. */
    public double of(double inputTokens, double outputTokens) {
      return (inputTokens * input + outputTokens * output) / 1e6;
    }
  }

  /**
   * How completions are drawn.
   *
   * @param temperature from 0 to 2; default 0.7
   * @param maxTokens most tokens of a completion, 1 or more; default 1024
   * @param topP nucleus mass above 0 and at most 1; null leaves it to the provider
   * @param stop texts that end a completion; default none
   */
  public record Sampling(double temperature, int maxTokens, Double topP, List<String> stop) {
    public Sampling {
      if (!(temperature >= 0 && temperature <= 2)) {
        throw new IllegalArgumentException(
            "temperature is " + temperature + ", expected a number from 0 to 2.");
      }
      if (maxTokens < 1) {
        throw new IllegalArgumentException("maxTokens is " + maxTokens + ", expected 1 or more.");
      }
      if (topP != null && !(topP > 0 && topP <= 1)) {
        throw new IllegalArgumentException(
            "topP is " + topP + ", expected a number above 0 and at most 1.");
      }
      stop = stop == null ? List.of() : List.copyOf(stop);
    }

    /** Temperature 0.7, 1,024 tokens, the provider's nucleus, no stop text. */
    public static Sampling defaults() {
      return new Sampling(0.7, 1024, null, List.of());
    }
  }
}
