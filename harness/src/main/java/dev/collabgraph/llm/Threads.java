package dev.collabgraph.llm;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for work that waits: virtual ones where the JVM has them (21 and later). */
public final class Threads {
  private Threads() {}

  /**
   * An executor with a thread for each task, daemons all of them, ended by {@code shutdownNow}. How
   * many run at once is up to the caller.
   *
   * @param name of the threads; a number is added
   */
  public static ExecutorService perTask(String name) {
    AtomicInteger number = new AtomicInteger();
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      Object named =
          type.getMethod("name", String.class, long.class).invoke(builder, name + "-", 1L);
      ThreadFactory factory = (ThreadFactory) type.getMethod("factory").invoke(named);
      return (ExecutorService)
          Executors.class
              .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
              .invoke(null, factory);
    } catch (NoSuchMethodException
        | ClassNotFoundException
        | IllegalAccessException
        | InvocationTargetException older) {
      return Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });
    }
  }
}
