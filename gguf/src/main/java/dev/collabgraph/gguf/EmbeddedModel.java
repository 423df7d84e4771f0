package dev.collabgraph.gguf;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model inside a jar: {@code nano:s} is the resource {@code
 * META-INF/collabgraph/models/nano-s.gguf}. Any artifact on the class path of the plugin can bring
 * some.
 *
 * @param name as suites write it, family and size
 * @param fileName last part of the resource
 * @param resource where it lies
 */
record EmbeddedModel(String name, String fileName, URL resource) {
  private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9-]*):([a-z0-9][a-z0-9.-]*)");
  private static final String FOLDER = "META-INF/collabgraph/models/";

  /** Whether {@code name} has the form of an embedded model's name rather than of a path. */
  static boolean named(String name) {
    return NAME.matcher(name).matches();
  }

  /** The model of this name, if the class path of this module or of the thread holds it. */
  static Optional<EmbeddedModel> find(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String file = parts.group(1) + "-" + parts.group(2) + ".gguf";
    URL resource = EmbeddedModel.class.getClassLoader().getResource(FOLDER + file);
    if (resource == null && Thread.currentThread().getContextClassLoader() != null) {
      resource = Thread.currentThread().getContextClassLoader().getResource(FOLDER + file);
    }
    return Optional.ofNullable(resource).map(url -> new EmbeddedModel(name, file, url));
  }

  InputStream open() throws IOException {
    return resource.openStream();
  }
}
