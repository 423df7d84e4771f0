package dev.collabgraph.search.engine;

import dev.collabgraph.llm.cache.CallJournal;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The folder a search writes to: one search at a time, and no result of an earlier one beside the
 * trials of this one. Not thread-safe.
 */
final class OutputFolder implements AutoCloseable {
  /** Beside the trials; deleted when the result is written. */
  static final String JOURNAL = "search.journal";

  private static final String TRACES = "traces";
  private static final String LOCK = ".search.lock";

  /** Files of a result, the one that says all first. */
  static final List<String> RESULT =
      List.of("result.json", "best.graph.json", "report.html", "summary.md");

  private final Path directory;
  private CallJournal journal;
  private FileChannel lock;

  private OutputFolder(Path directory) {
    this.directory = directory;
  }

  /**
   * Looks at the folder; makes nothing in it.
   *
   * @param inputs what the search starts from, by name
   * @throws SearchException if another search writes there, or if the unfinished search that is to
   *     go on started from something else
   */
  static OutputFolder open(SearchRuntime runtime, Map<String, String> inputs) {
    OutputFolder folder = new OutputFolder(runtime.outputDirectory());
    try {
      folder.journal(runtime, inputs);
      return folder;
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private void journal(SearchRuntime runtime, Map<String, String> inputs) {
    if (runtime.resume() == SearchRuntime.Resume.OFF) {
      return;
    }
    Path file = directory.resolve(JOURNAL);
    LongSupplier clock = runtime.nanoClock();
    if (runtime.resume() == SearchRuntime.Resume.CONTINUE && Files.exists(file)) {
      lock();
      var header = CallJournal.peek(file);
      if (header.isEmpty()) {
        noteLoss(runtime, file);
      } else {
        refuseFormat(header.get());
        List<String> changed = RunInputs.changes(header.get().inputs(), inputs);
        if (changed.isEmpty()) {
          journal = CallJournal.resume(file, clock);
          return;
        }
        refuseChanged(header.get().calls(), changed);
      }
    }
    journal = CallJournal.begin(file, inputs, clock);
  }

  /** Says that a journal cannot be read from its first line on; one without any holds nothing. */
  private static void noteLoss(SearchRuntime runtime, Path file) {
    try {
      if (Files.size(file) > 0) {
        runtime
            .listener()
            .warning(
                ("%s is damaged from its first line on, so the search begins anew; answers in the"
                        + " call cache are used again.")
                    .formatted(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
    }
  }

  private void refuseFormat(CallJournal.Header header) {
    if (header.format() != CallJournal.FORMAT) {
      throw new SearchException(
          ("An unfinished search lies in %s, and it cannot go on, since another version of"
                  + " Collabgraph wrote its journal: format %d, and this one reads %d. Use that"
                  + " version to go on, or begin anew with -Dcollabgraph.force; answers in the call"
                  + " cache are used again.")
              .formatted(directory, header.format(), CallJournal.FORMAT));
    }
  }

  /** A search without an answer has nothing to lose and begins anew. */
  private void refuseChanged(long answers, List<String> changed) {
    if (answers > 0) {
      throw new SearchException(
          ("An unfinished search with %d answers lies in %s, and it cannot go on, since what it"
                  + " started from has changed: %s. Undo the change to go on, or begin anew with"
                  + " -Dcollabgraph.force; answers in the call cache are used again.")
              .formatted(answers, directory, String.join(", ", changed)));
    }
  }

  /** The journal of calls; null without one. */
  CallJournal journal() {
    return journal;
  }

  /**
   * From here on the folder is this search's.
   *
   * @throws SearchException if another search writes there
   */
  void claim() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + directory + ": " + e, e);
    }
    lock();
  }

  /** The first trial is about to be written: takes the results of an earlier search away. */
  void begin() {
    claim();
    try {
      for (String file : RESULT) {
        Files.deleteIfExists(directory.resolve(file));
      }
      FinalistTraces.remove(traces());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + directory + ": " + e, e);
    }
    if (journal == null) {
      discard(directory); // the trials of that search are about to be overwritten
    } else {
      journal.open();
    }
  }

  /** Where the calls of finalists are written. */
  Path traces() {
    return directory.resolve(TRACES);
  }

  private void lock() {
    if (lock != null) {
      return;
    }
    Path file = directory.resolve(LOCK);
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      // Not the first bytes: those hold the owner's number and some systems forbid to read a lock.
      if (!locked(channel)) {
        String owner = Files.readString(file, StandardCharsets.UTF_8).strip();
        channel.close();
        throw new SearchException(
            ("Another search writes to %s%s. Wait for its end, stop it, or set another"
                    + " -Dcollabgraph.outputDirectory.")
                .formatted(directory, owner.isEmpty() ? "" : " (process " + owner + ")"));
      }
      lock = channel;
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock taken = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
      return taken != null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  /** Forgets an unfinished search. */
  static void discard(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve(JOURNAL));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + directory.resolve(JOURNAL) + ": " + e, e);
    }
  }

  @Override
  public void close() {
    if (journal != null) {
      journal.close();
    }
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot close the lock of " + directory + ": " + e, e);
      }
    }
  }
}
