package dev.collabgraph.llm.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallGateTest {
  @Test
  void aCallThatComesBackForItsNextAttemptGoesBeforeThoseThatNeverRan() {
    List<String> started = new ArrayList<>();
    CallGate gate = new CallGate(1);
    gate.enter(() -> started.add("first"));
    gate.enter(() -> started.add("second"));
    gate.enter(() -> started.add("third"));

    gate.leave(); // the first waits for its next attempt, and the second has its place
    gate.enterAgain(() -> started.add("first again"));
    gate.leave();
    gate.leave();

    assertThat(started).containsExactly("first", "second", "first again", "third");
    assertThat(gate.waiting()).isZero();
  }
}
