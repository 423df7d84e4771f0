package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.suite.SuiteException;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

class SkipFlagsTest {

  /** A goal that cannot find out. */
  private static final class Broken extends AbstractCollabgraphMojo {
    private final boolean skipped;

    Broken(boolean skipped) {
      this.skipped = skipped;
    }

    @Override
    String goal() {
      return "broken";
    }

    @Override
    boolean goalSkipped() {
      return skipped;
    }

    @Override
    void run() {
      throw new SuiteException("what, where, repair");
    }
  }

  @Test
  void skippedGoalDoesNothing() throws Exception {
    Broken goal = new Broken(true);
    goal.execute();
    assertThat(goal.goalSkipped()).isTrue();
  }

  @Test
  void whatTheEngineRefusesIsAnExecutionErrorWithTheSameMessage() {
    assertThatThrownBy(() -> new Broken(false).execute())
        .isInstanceOf(MojoExecutionException.class)
        .hasMessage("what, where, repair")
        .hasCauseInstanceOf(SuiteException.class);
  }
}
