package dev.collabgraph.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CostModelsTest {

  @Test
  void everyMetricHasAModelThatNamesIt() {
    for (String metric : CostModels.METRICS) {
      assertThat(CostModels.of(metric, 202, 275).metric()).isEqualTo(metric);
    }
  }

  @Test
  void anUnknownMetricNamesTheNearestKnownOne() {
    assertThatThrownBy(() -> CostModels.of("flop", 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "metric is \"flop\", expected one of flops, usd, tokens, calls. Did you mean"
                + " \"flops\"?");
    assertThatThrownBy(() -> CostModels.of("parsecs", 1, 1))
        .hasMessage("metric is \"parsecs\", expected one of flops, usd, tokens, calls.");
  }

  @Test
  void dollarsFollowThePriceOfInputAndOutput() {
    // (100 + 3 * 50) input tokens at 2 $/M and 50 output tokens at 8 $/M
    assertThat(new UsdCost(100, 50).cost(Pools.priced("m", 2, 8), 3))
        .isCloseTo(250 * 2e-6 + 50 * 8e-6, within(1e-18));
  }

  @Test
  void anUnknownPriceIsRefusedAndSoIsAFreeModel() {
    assertThatThrownBy(() -> new UsdCost(100, 50).cost(Pools.bare("gpt"), 0))
        .hasMessageContainingAll("\"gpt\"", "price", "flops, tokens, calls");
    assertThatThrownBy(() -> new UsdCost(100, 50).cost(Pools.priced("local", 0, 0), 0))
        .hasMessageContainingAll("\"local\"", "costs 0.0 US dollars");
  }

  @Test
  void tokensCountWhatIsReadAndWritten() {
    assertThat(new TokensCost(100, 50).cost(Pools.bare("m"), 3)).isEqualTo(300.0);
  }

  @Test
  void aCallIsOneCall() {
    assertThat(new CallsCost().cost(Pools.bare("m"), 7)).isEqualTo(1.0);
    assertThatThrownBy(() -> new CallsCost().cost(Pools.bare("m"), -1))
        .hasMessageContaining("inputsRead is -1");
  }
}
