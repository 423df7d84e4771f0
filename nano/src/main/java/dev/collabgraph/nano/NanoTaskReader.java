package dev.collabgraph.nano;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.suite.Options;
import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.TaskReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Format {@code nano}: the problems this module carries, none of which the nano models saw in
 * training. Options: {@code family}: {@code arith} (chained sums and differences) or {@code lists}
 * (operations on lists of letters), 1,200 problems each; {@code level}: 1 to 4 for the 300 of one
 * difficulty, 0 (the default) for all. Field: {@code level}.
 */
public final class NanoTaskReader implements TaskReader {
  private static final Set<String> KEYS = new TreeSet<>(List.of("family", "level"));
  private static final List<String> FAMILIES = List.of("arith", "lists");
  private static final int LEVELS = 4;

  /** For {@link java.util.ServiceLoader}. */
  public NanoTaskReader() {}

  @Override
  public String format() {
    return "nano";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public Set<String> fields(Map<String, Object> options) {
    return Set.of("level");
  }

  @Override
  public List<String> strata() {
    return List.of("level");
  }

  @Override
  public void check(Map<String, Object> options) {
    Options checked = Options.of(options, "tasks", KEYS);
    checked.requiredText("family", "arith");
    checked.oneOf("family", "arith", FAMILIES);
    checked.count("level", 0, 0, LEVELS);
  }

  @Override
  public List<Task> read(Map<String, Object> options, Path baseDirectory) {
    check(options);
    Options checked = Options.of(options, "tasks", KEYS);
    String family = checked.text("family", "arith");
    int level = checked.count("level", 0, 0, LEVELS);
    String resource = "/META-INF/collabgraph/tasks/nano-" + family + ".jsonl";
    ObjectMapper json = new ObjectMapper();
    List<Task> tasks = new ArrayList<>();
    try (InputStream in = NanoTaskReader.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode node = json.readTree(line);
        String of = node.get("level").textValue();
        if (level == 0 || of.equals(String.valueOf(level))) {
          tasks.add(
              new Task(
                  node.get("id").textValue(),
                  node.get("question").textValue(),
                  node.get("answer").textValue(),
                  Map.of("level", of)));
        }
      }
    } catch (IOException e) {
      throw new SuiteException("The resource " + resource + " cannot be read.", e);
    }
    return List.copyOf(tasks);
  }
}
