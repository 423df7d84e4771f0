package dev.collabgraph.llm.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answered calls as plain files, addressed by what was asked: {@code v1/ab/<sha-256>.rec}. A record
 * is written to a temporary file in the same folder, forced to the disk and moved in place in one
 * step, so any number of builds may share a folder without locks, and a build killed at any moment
 * leaves whole records or none. What is read is checked against its digest and the question; a
 * record that fails is a miss and is moved to {@code quarantine}. One that an older or newer
 * version of this format wrote is a miss too, is left where it is, and is written anew by the next
 * answer.
 *
 * <p>A write that fails (disk full, folder read-only) ends writing, not the search: one warning.
 *
 * <p>Safe to use from any number of threads and processes.
 */
final class CallStore {
  private static final Logger LOG = LoggerFactory.getLogger(CallStore.class);
  private static final String FORMAT = "v" + CallRecord.FORMAT;
  private static final Pattern ANY_FORMAT = Pattern.compile("v\\d{1,9}");

  private final Path root;
  private final Path records;
  private final boolean writable;
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicBoolean warned = new AtomicBoolean();
  private final AtomicBoolean warnedOfFormat = new AtomicBoolean();
  private final LongAdder quarantined = new LongAdder();

  private CallStore(Path root, boolean writable) {
    this.root = root;
    this.records = root.resolve(FORMAT);
    this.writable = writable;
  }

  /**
   * Opens a folder.
   *
   * @param hidden whether a new folder is kept from version control, as a cache and not a cassette
   * @throws IllegalArgumentException if the path is a file
   */
  static CallStore open(Path root, boolean writable, boolean hidden) {
    CallStore store = new CallStore(root, writable);
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new IllegalArgumentException(
          "The call cache %s is a file, expected a folder. Maybe remove it, or set cache: off."
              .formatted(root));
    }
    List<String> others = otherFormats(root);
    if (!others.isEmpty()) {
      store.warnOfFormat(String.join(", ", others));
    }
    if (writable) {
      try {
        store.create(hidden);
      } catch (IOException e) {
        store.cannotWrite(e);
      }
    }
    return store;
  }

  /** Whether a folder holds records in the format that is read. */
  static boolean holdsRecords(Path root) {
    return Files.isDirectory(root.resolve(FORMAT));
  }

  /** Formats other than the one that is read, of which a folder holds records, such as v2. */
  static List<String> otherFormats(Path root) {
    try (Stream<Path> files = Files.list(root)) {
      return files
          .filter(Files::isDirectory)
          .map(file -> file.getFileName().toString())
          .filter(name -> ANY_FORMAT.matcher(name).matches() && !name.equals(FORMAT))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // no such folder yet, or one that cannot be read, which a read will say
    }
  }

  private void create(boolean hidden) throws IOException {
    if (!Files.isDirectory(root)) {
      boolean posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
      Path parent = root.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try {
        if (posix) {
          Files.createDirectory(
              root,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
          Files.createDirectory(root);
        }
      } catch (FileAlreadyExistsException another) {
        // made by another build in this moment
      }
      if (hidden) {
        Files.writeString(root.resolve(".gitignore"), "*\n");
      }
    }
    Files.createDirectories(records);
  }

  /** The address of a request: SHA-256 of its canonical JSON in lower-case hex. */
  static String address(String request) {
    return HexFormat.of()
        .formatHex(CallRecord.sha256().digest(request.getBytes(StandardCharsets.UTF_8)));
  }

  private Path file(String address) {
    return records.resolve(address.substring(0, 2)).resolve(address + ".rec");
  }

  /** The record of a request; empty on a miss. */
  Optional<CallRecord> read(String address, String request) {
    Path file = file(address);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException | NotDirectoryException miss) {
      return Optional.empty();
    } catch (IOException e) {
      warn("The call cache cannot read " + file + " (" + e + "); the call is made anew.");
      return Optional.empty();
    }
    Optional<CallRecord> record = CallRecord.of(bytes);
    int format = CallRecord.format(bytes);
    if (record.isEmpty() && format >= 0 && format != CallRecord.FORMAT) {
      warnOfFormat("v" + format);
      return Optional.empty();
    }
    if (record.isEmpty() || !record.get().request().equals(request)) {
      quarantine(file);
      return Optional.empty();
    }
    return record;
  }

  /** A record that was sound but says nothing that can be used. */
  void reject(String address) {
    quarantine(file(address));
  }

  private void quarantine(Path file) {
    quarantined.increment();
    if (writable) {
      try {
        Path folder = Files.createDirectories(root.resolve("quarantine"));
        Files.move(
            file,
            folder.resolve(file.getFileName() + "." + UUID.randomUUID()),
            StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        // Gone already, or not to be moved: the next write replaces it.
      }
    }
    warn("The call cache holds a damaged record, " + file + "; the call is made anew.");
  }

  /** Keeps a record. Returns whether it is on the disk; never throws. */
  boolean write(String address, CallRecord record) {
    if (!writable || broken.get()) {
      return false;
    }
    Path file = file(address);
    Path temporary = file.resolveSibling(".tmp-" + UUID.randomUUID());
    try {
      try {
        force(temporary, record);
      } catch (NoSuchFileException noFolder) {
        Files.createDirectories(file.getParent());
        force(temporary, record);
      }
      move(temporary, file);
      return true;
    } catch (IOException | UncheckedIOException e) {
      cannotWrite(e);
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException stays) {
        // the sweep removes it
      }
      return false;
    }
  }

  private static void force(Path temporary, CallRecord record) throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(record.toBytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
  }

  private static void move(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("its file system cannot move a file in one step", e);
    }
  }

  private void cannotWrite(Exception e) {
    if (!broken.getAndSet(true)) {
      LOG.warn(
          "The call cache {} cannot be written ({}); answers are not kept from here on. Maybe free space, or set cache: read-only.",
          root,
          e.toString());
    }
  }

  private void warnOfFormat(String found) {
    if (!warnedOfFormat.getAndSet(true)) {
      LOG.warn(
          "The call cache {} holds answers in format {}, which another version of Collabgraph wrote; this one reads {}, so they are not used and their calls are made anew. Maybe use that version, or delete them.",
          root,
          found,
          FORMAT);
    }
  }

  /** Warns of damage once; later ones are only counted. */
  private void warn(String message) {
    if (!warned.getAndSet(true)) {
      LOG.warn("{} Further ones are counted only.", message);
    }
  }

  /** Damaged records found. */
  long quarantined() {
    return quarantined.sum();
  }

  /** Whether writing was given up. */
  boolean broken() {
    return broken.get();
  }

  Path records() {
    return records;
  }
}
