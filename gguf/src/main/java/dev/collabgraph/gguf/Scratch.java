package dev.collabgraph.gguf;

import de.kherud.llama.LlamaModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * A private folder with the native library and the embedded models of one client. The binding would
 * unpack its library to one fixed name in the folder for temporary files, where forks that start
 * together overwrite each other's.
 */
final class Scratch implements AutoCloseable {
  private final Path folder;
  private final String classPath;

  private Scratch(Path folder, String classPath) {
    this.folder = folder;
    this.classPath = classPath;
  }

  /** A folder with the native library, for forks. */
  static Scratch create(Platform platform) {
    String classPath =
        String.join(
            System.getProperty("path.separator"), home(ForkMain.class), home(LlamaModel.class));
    Scratch scratch = new Scratch(folderForTemporaryFiles(), classPath);
    try {
      scratch.copy(LlamaModel.class, platform.resource(), platform.library());
      return scratch;
    } catch (IOException e) {
      scratch.close();
      throw noRoom(e);
    }
  }

  /** A folder for embedded models alone, to read their headers. */
  static Scratch bare() {
    return new Scratch(folderForTemporaryFiles(), "");
  }

  private static Path folderForTemporaryFiles() {
    try {
      return Files.createTempDirectory("collabgraph-gguf-");
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private static GgufException noRoom(IOException e) {
    return new GgufException(
        "Nothing can be unpacked to the folder for temporary files (%s): %s. Maybe set -Djava.io.tmpdir to a folder with 10 MB of room."
            .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
        e);
  }

  /** Unpacks an embedded model. */
  Path unpack(EmbeddedModel model) {
    Path file = folder.resolve(model.fileName());
    if (!Files.exists(file)) {
      try (InputStream in = model.open()) {
        Files.copy(in, file);
      } catch (IOException e) {
        throw new GgufException(
            "The embedded model " + model.name() + " cannot be unpacked: " + e.getMessage(), e);
      }
    }
    return file;
  }

  Path folder() {
    return folder;
  }

  /** Class path of a fork: this module and the binding, nothing else. */
  String classPath() {
    return classPath;
  }

  private void copy(Class<?> origin, String resource, String name) throws IOException {
    try (InputStream in = origin.getResourceAsStream(resource)) {
      if (in == null) {
        throw new GgufException(
            "The binding on the class path has no " + resource + ". Maybe use de.kherud:llama.");
      }
      Files.copy(in, folder.resolve(name));
    }
  }

  private static String home(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      if (source != null) {
        return Path.of(source.getLocation().toURI()).toString();
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new GgufException(type.getName() + " does not come from a file.", e);
    }
    throw new GgufException(type.getName() + " does not come from a file.");
  }

  @Override
  public void close() {
    if (Files.exists(folder)) {
      ForkMain.delete(folder);
    }
  }
}
