package dev.collabgraph.llm.cache;

import dev.collabgraph.llm.CacheSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps a call cache within its limits: removes what is too old, then the oldest until the rest
 * fits, and temporary files that a killed build left behind. Safe beside running builds: to them a
 * removed record is a miss.
 */
final class CacheSweep {
  private static final Duration BETWEEN = Duration.ofDays(1);
  private static final Duration TEMPORARY = Duration.ofHours(1);

  private record Entry(Path file, long bytes, Instant written) {}

  private CacheSweep() {}

  /** Sweeps unless that was done within a day. Returns how many records were removed. */
  static int daily(CallStore store, CacheSettings settings, Instant now) {
    Path mark = store.records().resolve(".swept");
    try {
      if (Files.exists(mark)
          && Files.getLastModifiedTime(mark).toInstant().isAfter(now.minus(BETWEEN))) {
        return 0;
      }
      int removed = sweep(store, settings, now);
      Files.write(mark, new byte[0]);
      Files.setLastModifiedTime(mark, FileTime.from(now));
      return removed;
    } catch (IOException | UncheckedIOException e) {
      return 0; // another build sweeps, or the folder cannot be written, which a write will say
    }
  }

  private static int sweep(CallStore store, CacheSettings settings, Instant now)
      throws IOException {
    List<Entry> kept = new ArrayList<>();
    int removed = 0;
    try (Stream<Path> files = Files.walk(store.records(), 2)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        boolean temporary = name.startsWith(".tmp-");
        if (!temporary && !name.endsWith(".rec")) {
          continue;
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Instant written = attributes.lastModifiedTime().toInstant();
        Duration limit = temporary ? TEMPORARY : settings.maxAge();
        if (written.isBefore(now.minus(limit))) {
          Files.deleteIfExists(file);
          removed += temporary ? 0 : 1;
        } else if (!temporary) {
          kept.add(new Entry(file, attributes.size(), written));
        }
      }
    }
    long bytes = kept.stream().mapToLong(Entry::bytes).sum();
    kept.sort(Comparator.comparing(Entry::written).thenComparing(Entry::file));
    for (int i = 0; i < kept.size() && bytes > settings.maxBytes(); i++) {
      Files.deleteIfExists(kept.get(i).file());
      bytes -= kept.get(i).bytes();
      removed++;
    }
    return removed;
  }
}
