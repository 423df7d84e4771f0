package dev.collabgraph.maven;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * What a goal was told and which engine would do it, in a few characters: every field of the goal,
 * the properties of the command line below {@code collabgraph.}, the bytes of every jar the goal's
 * class loader knows, and the versions of Java and of the goal's surroundings. Fields are read by
 * reflection, so that no parameter can be forgotten.
 */
final class GoalKey {
  private static final String OURS = "collabgraph.";

  private final Fingerprint print = new Fingerprint();

  private GoalKey() {}

  /**
   * The key; empty if the goal does not come from jars, as in a workspace of an editor, whose
   * classes may change under it.
   *
   * @param more of what the outcome depends on
   */
  static String of(AbstractMojo goal, MavenSession session, String... more) {
    GoalKey key = new GoalKey();
    try {
      if (!key.addJars(goal.getClass().getClassLoader())) {
        return "";
      }
      key.addFields(goal);
    } catch (IOException | URISyntaxException | IllegalAccessException e) {
      return ""; // then nothing is remembered, which is always right
    }
    key.print.add(System.getProperty("java.version", ""));
    key.print.add(String.valueOf(session.getSystemProperties().getProperty("maven.version")));
    key.print.add(String.valueOf(session.getExecutionRootDirectory()));
    TreeMap<String, String> properties = new TreeMap<>();
    for (String name : session.getUserProperties().stringPropertyNames()) {
      if (name.startsWith(OURS)) {
        properties.put(name, session.getUserProperties().getProperty(name));
      }
    }
    key.addValue(properties);
    for (String each : more) {
      key.print.add(each);
    }
    return key.print.text("goal ");
  }

  /** The fields alone, for tests. */
  static String ofFields(Object goal) throws IllegalAccessException {
    GoalKey key = new GoalKey();
    key.addFields(goal);
    return key.print.text("goal ");
  }

  private boolean addJars(ClassLoader loader) throws IOException, URISyntaxException {
    if (!(loader instanceof URLClassLoader jars)) {
      return false;
    }
    for (URL url : jars.getURLs()) {
      Path jar = Path.of(url.toURI());
      if (!Files.isRegularFile(jar)) {
        return false;
      }
      print.add(jar.toString());
      print.addFile(jar);
    }
    return true;
  }

  private void addFields(Object of) throws IllegalAccessException {
    for (Class<?> type = of.getClass(); isOurs(type); type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          field.setAccessible(true);
          print.add(field.getName());
          addValue(field.get(of));
        }
      }
    }
  }

  private static boolean isOurs(Class<?> type) {
    return type != null && type.getPackageName().equals(GoalKey.class.getPackageName());
  }

  private void addValue(Object value) {
    if (value == null) {
      print.add("null");
    } else if (value instanceof String
        || value instanceof Boolean
        || value instanceof Number
        || value instanceof File
        || value instanceof Path) {
      print.add(value.toString());
    } else if (value instanceof Collection<?> list) {
      print.add(Integer.toString(list.size()));
      for (Object each : list) {
        addValue(each);
      }
    } else if (value instanceof Map<?, ?> map) {
      TreeMap<String, Object> sorted = new TreeMap<>();
      for (Map.Entry<?, ?> each : map.entrySet()) {
        sorted.put(String.valueOf(each.getKey()), each.getValue());
      }
      print.add(Integer.toString(sorted.size()));
      for (Map.Entry<String, Object> each : sorted.entrySet()) {
        print.add(each.getKey());
        addValue(each.getValue());
      }
    } else if (isOurs(value.getClass())) {
      addOurs(value);
    } else if (!isSurroundings(value)) {
      throw new IllegalStateException(
          "A goal has a field of ".concat(value.getClass().getName()).concat(", unknown here."));
    }
  }

  private void addOurs(Object value) {
    try {
      addFields(value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Fields of this package are open to it.", e);
    }
  }

  /** What Maven hands to every goal and no parameter changes. */
  private static boolean isSurroundings(Object value) {
    return value instanceof MavenSession
        || value instanceof MavenProject
        || value instanceof MojoExecution
        || value instanceof SettingsDecrypter;
  }
}
