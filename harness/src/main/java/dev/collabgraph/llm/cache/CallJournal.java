package dev.collabgraph.llm.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.llm.Completion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every answer of one search, so that a search that was killed goes on where it was: it runs again
 * from the start and meets its own answers, refusals included, until it comes to a call that was
 * not answered. Failed calls are not kept and are made anew. The first line says what the search
 * started from.
 *
 * <p>An answer is in the file before anybody hears of it, so no kill loses more than calls in
 * flight. A journal that cannot be written (disk full) ends with one warning; the search goes on.
 *
 * <p>It also counts time: {@link #elapsedNanos} goes on where the killed search stopped, and stands
 * still while its answers are repeated. Memory: the answers not yet repeated. Safe to use from any
 * number of threads.
 */
public final class CallJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallJournal.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The version of the format that is written, and the only one that is read. */
  public static final int FORMAT = 1;

  /** An answer of the search before, and how far that was when it came. */
  private record Kept(Completion completion, long elapsedNanos) {}

  private final Path file;
  private final Map<String, String> inputs;
  private final LongSupplier nanoClock;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final LongAdder repeated = new LongAdder();
  private final long recovered;
  private long keepBytes;
  private FrameLog log;
  private boolean broken;
  private boolean closed;
  private long elapsedBefore;
  private long replayElapsed;
  private long liveSince;
  private boolean live;

  /**
   * What a journal says of the search that wrote it.
   *
   * @param format version of the file's format; only {@link #FORMAT} can be gone on with
   * @param inputs digests of what it started from, by name
   * @param calls answers kept
   */
  public record Header(int format, Map<String, String> inputs, long calls) {
    public Header {
      inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }
  }

  private CallJournal(
      Path file, Map<String, String> inputs, FrameLog.Content content, LongSupplier nanoClock) {
    this.file = file;
    this.inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    this.nanoClock = nanoClock;
    this.keepBytes = content.bytes();
    if (!content.lines().isEmpty()) {
      content.lines().subList(1, content.lines().size()).forEach(this::recover);
    }
    this.recovered = kept.size();
    if (kept.isEmpty()) {
      goLive();
    }
  }

  /** The first line of a journal; empty if there is no journal or its first line is damaged. */
  public static Optional<Header> peek(Path file) {
    List<String> lines = content(file).lines();
    return lines.isEmpty() ? Optional.empty() : header(lines.get(0), lines.size() - 1L);
  }

  /** A journal that begins anew, in place of one that lies there. Makes no file yet. */
  public static CallJournal begin(Path file, Map<String, String> inputs, LongSupplier nanoClock) {
    return new CallJournal(file, inputs, new FrameLog.Content(List.of(), 0, false), nanoClock);
  }

  /**
   * Goes on with a journal that lies there; torn or damaged lines at its end are dropped with one
   * warning and their calls made anew.
   *
   * @throws IllegalArgumentException if it is in another format
   */
  public static CallJournal resume(Path file, LongSupplier nanoClock) {
    FrameLog.Content content = content(file);
    if (content.damaged()) {
      LOG.warn(
          "The end of {} is torn or damaged; the calls from there on are made anew.",
          file.getFileName());
    }
    Header header =
        content.lines().isEmpty()
            ? new Header(FORMAT, Map.of(), 0)
            : header(content.lines().get(0), 0).orElse(new Header(0, Map.of(), 0));
    if (header.format() != FORMAT) {
      throw new IllegalArgumentException(
          "%s is in format %d, expected %d.".formatted(file, header.format(), FORMAT));
    }
    return new CallJournal(file, header.inputs(), content, nanoClock);
  }

  private static FrameLog.Content content(Path file) {
    try {
      return FrameLog.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
    }
  }

  private static Optional<Header> header(String line, long calls) {
    try {
      JsonNode node = JSON.readTree(line);
      int format = node.path("journal").asInt();
      if (format < 1) {
        return Optional.empty();
      }
      Map<String, String> inputs = new LinkedHashMap<>();
      node.path("inputs").properties().forEach(e -> inputs.put(e.getKey(), e.getValue().asText()));
      return Optional.of(new Header(format, inputs, calls));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private void recover(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node.has("ended")) {
        // A search that its minutes ended and that is started again has all its minutes again.
        kept.replaceAll((call, answer) -> new Kept(answer.completion, 0));
        elapsedBefore = 0;
        return;
      }
      long elapsed = node.path("elapsedNanos").asLong();
      RequestJson.completion(node.path("answer").asText())
          .ifPresent(
              answer -> kept.putIfAbsent(node.path("call").asText(), new Kept(answer, elapsed)));
      elapsedBefore = Math.max(elapsedBefore, elapsed);
    } catch (JsonProcessingException e) {
      LOG.warn("{} holds a line that says nothing; its call is made anew.", file.getFileName());
    }
  }

  /** Answers of the search before. */
  public long recovered() {
    return recovered;
  }

  /** Of those, the ones that were given again so far. */
  public long repeated() {
    return repeated.sum();
  }

  /** How long the search has run, that before the kill included. */
  public synchronized long elapsedNanos() {
    return live ? elapsedBefore + nanoClock.getAsLong() - liveSince : replayElapsed;
  }

  private synchronized void goLive() {
    if (!live) {
      live = true;
      liveSince = nanoClock.getAsLong();
    }
  }

  /** The answer to a call of the search before, once; null if it was not answered. */
  Completion take(String call) {
    Kept answer = kept.remove(call);
    if (answer == null) {
      goLive();
      return null;
    }
    repeated.increment();
    synchronized (this) {
      replayElapsed = Math.max(replayElapsed, answer.elapsedNanos);
    }
    if (kept.isEmpty()) {
      goLive();
    }
    return answer.completion;
  }

  /** Keeps an answer; never throws. */
  void keep(String call, Completion answer) {
    ObjectNode node = JSON.createObjectNode();
    node.put("call", call);
    node.put("elapsedNanos", elapsedNanos());
    node.put("answer", RequestJson.completion(answer));
    append(node.toString());
  }

  /** Notes that the search came to an end that more of {@code cap} would have put off. */
  public void ended(String cap) {
    append(JSON.createObjectNode().put("ended", cap).toString());
  }

  /** Makes the file if it is not there yet; what a begun search replaces is gone from here on. */
  public synchronized void open() {
    if (log != null || broken || closed) {
      return;
    }
    try {
      log = FrameLog.append(file, keepBytes);
      if (keepBytes == 0) {
        ObjectNode header = JSON.createObjectNode().put("journal", FORMAT);
        ObjectNode digests = header.putObject("inputs");
        inputs.forEach(digests::put);
        log.append(header.toString());
        log.force();
      }
    } catch (IOException e) {
      cannotWrite(e);
    }
  }

  private synchronized void append(String line) {
    open();
    if (log == null || broken || closed) {
      return;
    }
    try {
      log.append(line);
    } catch (ClosedByInterruptException e) {
      reopen(line);
    } catch (IOException e) {
      cannotWrite(e);
    }
  }

  /** An interrupted thread closes the channel it writes to; whole lines before it are there. */
  private void reopen(String line) {
    boolean interrupted = Thread.interrupted();
    try {
      log = FrameLog.append(file, FrameLog.read(file).bytes());
      log.append(line);
    } catch (IOException e) {
      cannotWrite(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void cannotWrite(IOException e) {
    broken = true;
    LOG.warn(
        "{} cannot be written ({}); if this search is killed, it goes on from here at the latest. Maybe free space.",
        file,
        e.toString());
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (log != null) {
      try {
        log.close();
      } catch (ClosedChannelException gone) {
        return; // a write that failed closed it
      } catch (IOException e) {
        cannotWrite(e);
      }
    }
  }
}
