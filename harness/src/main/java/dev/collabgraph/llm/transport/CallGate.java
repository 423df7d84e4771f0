package dev.collabgraph.llm.transport;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets at most a given number of calls run at once and queues the others in order of arrival. Never
 * blocks, and starts waiting calls in a loop, not by recursion, however fast calls end. Public for
 * the sibling packages only.
 */
public final class CallGate {
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private final AtomicInteger wakes = new AtomicInteger();
  private int limit;
  private int running;

  public CallGate(int limit) {
    this.limit = limit;
  }

  /** Runs {@code start} as soon as there is room; it must lead to one {@link #leave}. */
  public void enter(Runnable start) {
    synchronized (waiting) {
      waiting.add(start);
    }
    drain();
  }

  /** The same, before all that wait: for one that left to wait for its next attempt. */
  void enterAgain(Runnable start) {
    synchronized (waiting) {
      waiting.addFirst(start);
    }
    drain();
  }

  /** A call that was started has ended, or waits for its next attempt. */
  public void leave() {
    synchronized (waiting) {
      running--;
    }
    drain();
  }

  /** Changes how many may run; calls that already run go on. */
  void limit(int calls) {
    synchronized (waiting) {
      limit = calls;
    }
    drain();
  }

  int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  int running() {
    synchronized (waiting) {
      return running;
    }
  }

  private void drain() {
    if (wakes.getAndIncrement() != 0) {
      return; // whoever drains now looks again
    }
    int seen = 1;
    do {
      for (Runnable start = next(); start != null; start = next()) {
        start.run();
      }
      seen = wakes.addAndGet(-seen);
    } while (seen != 0);
  }

  private Runnable next() {
    synchronized (waiting) {
      if (running >= limit || waiting.isEmpty()) {
        return null;
      }
      running++;
      return waiting.remove();
    }
  }
}
