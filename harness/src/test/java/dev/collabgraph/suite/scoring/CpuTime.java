package dev.collabgraph.suite.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Limits on the processor time of a step, which other load on the machine does not change. */
public final class CpuTime {
  private CpuTime() {}

  public static void assertBelow(double seconds, String what, Runnable step) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    step.run();
    assertThat((threads.getCurrentThreadCpuTime() - start) / 1e9).as(what).isLessThan(seconds);
  }
}
