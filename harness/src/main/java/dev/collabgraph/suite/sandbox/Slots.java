package dev.collabgraph.suite.sandbox;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Numbers of which each is held by one run at a time. */
final class Slots {
  private final BlockingQueue<Integer> free;

  Slots(int count) {
    free = new ArrayBlockingQueue<>(count);
    for (int slot = 0; slot < count; slot++) {
      free.add(slot);
    }
  }

  /** A free slot; waits for one. */
  int take() throws InterruptedException {
    return free.take();
  }

  void giveBack(int slot) {
    free.add(slot);
  }
}
