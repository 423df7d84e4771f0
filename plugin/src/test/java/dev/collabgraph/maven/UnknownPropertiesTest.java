package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.junit.jupiter.api.Test;

class UnknownPropertiesTest {
  private static final Set<String> KNOWN =
      Set.of("collabgraph.suite", "collabgraph.limits", "collabgraph.seed");

  @Test
  void misspeltParameterIsNamedWithTheOneThatWasMeant() {
    assertThat(UnknownProperties.warnings(List.of("collabgraph.limit"), KNOWN))
        .containsExactly("No goal reads -Dcollabgraph.limit. Did you mean -Dcollabgraph.limits?");
  }

  @Test
  void valueOfTheSuiteTypedAsParameterIsToldItsWay() {
    assertThat(UnknownProperties.warnings(List.of("collabgraph.search.budget.units"), KNOWN))
        .singleElement()
        .asString()
        .contains("No goal reads -Dcollabgraph.search.budget.units.")
        .contains("-Dcollabgraph.set.<its path>");
  }

  @Test
  void parametersFamiliesAndForeignPropertiesAreLeftAlone() {
    assertThat(
            UnknownProperties.warnings(
                List.of(
                    "collabgraph.suite",
                    "collabgraph.set.search.seed",
                    "collabgraph.scorer.tolerance",
                    "skipTests"),
                KNOWN))
        .isEmpty();
  }

  @Test
  void knownOnesAreThoseThatADescriptorReads() throws Exception {
    MojoDescriptor goal = new MojoDescriptor();
    goal.setGoal("check");
    DefaultPlexusConfiguration configuration = new DefaultPlexusConfiguration("configuration");
    configuration.addChild("limits", "${collabgraph.limits}");
    configuration.addChild("session", "${session}");
    configuration.addChild("plain", null);
    goal.setMojoConfiguration(configuration);
    PluginDescriptor plugin = new PluginDescriptor();
    plugin.addMojo(goal);
    assertThat(UnknownProperties.known(plugin)).containsExactly("collabgraph.limits");
  }
}
