package dev.collabgraph.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallSharingTest {
  private static final CallKey KEY = new CallKey(1, 2);

  @Test
  void oneFlightPerKeyUnderContention() throws Exception {
    int threads = 8;
    int rounds = 2_000;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CallSharing sharing = new CallSharing();
    AtomicInteger made = new AtomicInteger();
    CyclicBarrier barrier = new CyclicBarrier(threads);
    List<Future<Integer>> workers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      workers.add(
          pool.submit(
              () -> {
                int sum = 0;
                for (int round = 0; round < rounds; round++) {
                  if (round % 100 == 0) {
                    barrier.await(10, TimeUnit.SECONDS);
                  }
                  int number = round;
                  sum +=
                      sharing
                          .of(0)
                          .join(
                              new CallKey(0, round),
                              Fixture.client(
                                  request -> {
                                    made.incrementAndGet();
                                    return CompletableFuture.completedFuture(
                                        Fixture.says("x".repeat(number % 10)));
                                  }),
                              null)
                          .join()
                          .text()
                          .length();
                }
                return sum;
              }));
    }
    for (Future<Integer> worker : workers) {
      assertThat(worker.get(10, TimeUnit.SECONDS)).isEqualTo(rounds / 10 * 45);
    }
    pool.shutdown();
    assertThat(made).hasValue(rounds);
    assertThat(sharing.statistics())
        .isEqualTo(new CallSharing.Statistics(rounds, (long) rounds * (threads - 1)));
  }

  @Test
  void waitersOfAFailedFlightFailTogetherAndTheNextCallIsNew() {
    CallSharing sharing = new CallSharing();
    CompletableFuture<Completion> first = new CompletableFuture<>();
    CompletableFuture<Completion> a =
        sharing.of(0).join(KEY, Fixture.client(request -> first), null);
    CompletableFuture<Completion> b =
        sharing
            .of(0)
            .join(
                KEY,
                Fixture.client(
                    request -> CompletableFuture.failedFuture(new AssertionError("second"))),
                null);
    ModelCallException failure =
        new ModelCallException(ModelCallException.Kind.DEADLINE, "too late");
    first.completeExceptionally(failure);
    assertThat(a.handle((c, t) -> t).join()).isSameAs(failure);
    assertThat(b.handle((c, t) -> t).join()).isSameAs(failure);
    assertThat(sharing.size()).isZero();
    Completion later = Fixture.says("later");
    assertThat(
            sharing
                .of(0)
                .join(
                    KEY, Fixture.client(request -> CompletableFuture.completedFuture(later)), null)
                .join())
        .isSameAs(later);
  }

  @Test
  void forgottenReplicateIsAskedAnewAndOthersAreKept() {
    CallSharing sharing = new CallSharing();
    AtomicInteger made = new AtomicInteger();
    for (int round = 0; round < 2; round++) {
      for (int replicate = 0; replicate < 3; replicate++) {
        sharing
            .of(replicate)
            .join(
                KEY,
                Fixture.client(
                    request -> {
                      made.incrementAndGet();
                      return CompletableFuture.completedFuture(Fixture.says("x"));
                    }),
                null);
      }
      sharing.forget(1);
      assertThat(sharing.size()).isEqualTo(2);
    }
    assertThat(made).hasValue(4);
    assertThat(sharing.of(0).known(KEY)).isNotNull();
    assertThat(sharing.of(1).known(KEY)).isNull();
  }
}
