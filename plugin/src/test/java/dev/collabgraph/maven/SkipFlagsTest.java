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
    private final RuntimeException why;

    Broken(boolean skipped) {
      this(skipped, new SuiteException("what, where, repair"));
    }

    Broken(boolean skipped, RuntimeException why) {
      this.skipped = skipped;
      this.why = why;
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
      throw why;
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

  @Test
  void whatAServerWroteCannotSteerTheTerminal() {
    RuntimeException hostile = new SuiteException("the reply was \u001b[2J\u202enevE\nnext");
    assertThatThrownBy(() -> new Broken(false, hostile).execute())
        .isInstanceOf(MojoExecutionException.class)
        .hasMessage("the reply was ?[2J?nevE\nnext")
        .hasNoCause();
  }

  @Test
  void aParameterOutOfRangeIsAnExecutionError() {
    assertThatThrownBy(
            () -> new Broken(false, new IllegalArgumentException("threads is -1")).execute())
        .isInstanceOf(MojoExecutionException.class)
        .hasMessage("threads is -1");
  }
}
