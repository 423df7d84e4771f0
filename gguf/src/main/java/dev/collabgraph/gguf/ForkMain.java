package dev.collabgraph.gguf;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * Main class of a fork: answers calls from standard input, one at a time, until the input ends.
 *
 * <p>Standard input is read by a thread of its own, so that the fork ends with its parent also in
 * the middle of a call. The fork ends by halting: closing a model can wait for ever after a refused
 * request, and nothing in a fork outlives it.
 */
final class ForkMain {
  private ForkMain() {}

  /**
   * Runs the fork.
   *
   * @param args the folder of the native library, removed when the parent is gone
   */
  public static void main(String[] args) throws InterruptedException {
    PrintStream replies =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
    System.setOut(System.err); // the binding prints there where it found its library
    BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(calls, Path.of(args[0])), "stdin");
    reader.setDaemon(true);
    reader.start();
    LlamaModels models = new LlamaModels();
    while (true) {
      replies.println("\n" + answer(models, calls.take()).line());
    }
  }

  private static Wire.Reply answer(LlamaModels models, String line) {
    try {
      return models.complete(Wire.Call.parse(line));
    } catch (LinkageError e) {
      return Wire.Reply.failed(
          Wire.Outcome.FATAL, "The native library of llama.cpp does not load: " + e.getMessage());
    }
  }

  private static void read(BlockingQueue<String> calls, Path scratch) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        calls.add(line);
      }
    } catch (IOException e) {
      System.err.println("Standard input broke: " + e.getMessage());
    }
    delete(scratch);
    Runtime.getRuntime().halt(0);
  }

  /** Removes a folder of files as far as the platform lets a loaded library go. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.err.println("Scratch folder " + folder + " stays: " + e.getMessage());
    }
  }
}
