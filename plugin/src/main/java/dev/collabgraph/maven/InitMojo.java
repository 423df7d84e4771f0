package dev.collabgraph.maven;

import dev.collabgraph.graph.WholeFile;
import dev.collabgraph.suite.SuiteSchema;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes a first suite, commented line by line, to {@code src/collabgraph}: the suite file, a
 * sample of tasks and the JSON Schema by which editors complete and check it. Where there is no
 * POM, writes one; where there is, shows what belongs into it. Snippets for the POM, GitHub Actions
 * and GitLab go to {@code target/collabgraph/init}. Never replaces a file that a person may have
 * changed. Asks no model.
 */
@Mojo(name = "init", threadSafe = true, requiresProject = false)
public final class InitMojo extends AbstractCollabgraphMojo {
  private static final String SCHEMA = "collabgraph-suite.schema.json";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._-]+");

  /** Skips this goal. */
  @Parameter(property = "collabgraph.init.skip", defaultValue = "false")
  private boolean skipInit;

  /** Name of the suite to write. */
  @Parameter(property = "collabgraph.suite", defaultValue = "starter")
  private String suite;

  /** Folder of the suite files. Default: {@code src/collabgraph}. */
  @Parameter(property = "collabgraph.suiteDirectory")
  private File suiteDirectory;

  /**
   * What answers: {@code ollama}, {@code openai} for any OpenAI-compatible endpoint, or {@code
   * simulated} for statistical models without a server.
   */
  @Parameter(property = "collabgraph.init.provider", defaultValue = "ollama")
  private String provider;

  /** Address of the endpoint. Default: a local Ollama, or {@code http://localhost:8000/v1}. */
  @Parameter(property = "collabgraph.init.baseUrl")
  private String baseUrl;

  /**
   * Models as the server calls them, comma-separated. Default for Ollama: {@code
   * llama3.2:1b,llama3.2:3b,llama3.1:8b}.
   */
  @Parameter(property = "collabgraph.init.models")
  private String models;

  /** Server of {@code settings.xml} whose password is the endpoint's key. */
  @Parameter(property = "collabgraph.init.serverId")
  private String serverId;

  /** Name of the environment variable that holds the endpoint's key. */
  @Parameter(property = "collabgraph.init.apiKeyEnv")
  private String apiKeyEnv;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private PluginDescriptor plugin;

  @Override
  String goal() {
    return "init";
  }

  @Override
  boolean goalSkipped() {
    return skipInit;
  }

  @Override
  void run() throws MojoExecutionException {
    StarterSuite starter = starter();
    Path base = base();
    Path folder =
        suiteDirectory == null ? base.resolve("src/collabgraph") : suiteDirectory.toPath();
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(folder.resolve(suite + ".yaml"), starter.yaml(SCHEMA));
    if (starter.readsTasks()) {
      files.put(folder.resolve(starter.tasksFile()), StarterTasks.jsonl());
    }
    boolean ownPom = !Files.exists(base.resolve("pom.xml"));
    if (ownPom) {
      files.put(base.resolve("pom.xml"), template("pom.xml"));
    }
    refuseToReplace(
        Stream.concat(files.keySet().stream(), Stream.of(folder.resolve(suite + ".yml"))).toList(),
        base);
    files.put(folder.resolve(SCHEMA), SuiteSchema.json()); // generated, nobody's text: refreshed
    Path snippets = base.resolve("target/collabgraph/init");
    for (String snippet : List.of("plugin.xml", "github-actions.yml", "gitlab-ci.yml")) {
      files.put(snippets.resolve(snippet), template(snippet));
    }
    files.forEach(WholeFile::write);
    files.keySet().forEach(file -> getLog().info("Wrote " + base.relativize(file)));
    explain(ownPom, starter);
  }

  private Path base() {
    File folder = project().getBasedir();
    return (folder == null ? Path.of(session().getExecutionRootDirectory()) : folder.toPath())
        .toAbsolutePath()
        .normalize();
  }

  private StarterSuite starter() throws MojoExecutionException {
    if (!NAME.matcher(suite).matches()) {
      throw new MojoExecutionException(
          "suite is \"%s\", expected 1 to 64 letters, digits, dots, dashes or underscores that begin with a letter or digit. Maybe: -Dcollabgraph.suite=starter"
              .formatted(suite));
    }
    StarterSuite.Provider kind =
        Arrays.stream(StarterSuite.Provider.values())
            .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(provider.strip()))
            .findFirst()
            .orElseThrow(
                () ->
                    new MojoExecutionException(
                        "init.provider is \"%s\", expected ollama, openai or simulated. (-Dcollabgraph.init.provider)"
                            .formatted(provider)));
    List<String> names =
        models == null || models.isBlank()
            ? kind.models()
            : Stream.of(models.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
    if (names.isEmpty()) {
      throw new MojoExecutionException(
          "No model is named, and an OpenAI-compatible endpoint has no usual one. Add: -Dcollabgraph.init.models=name-of-one,name-of-another (the endpoint lists them at %s/models)"
              .formatted(url(kind)));
    }
    return new StarterSuite(suite, kind, url(kind), key(), names);
  }

  private String url(StarterSuite.Provider kind) {
    return baseUrl == null || baseUrl.isBlank() ? kind.baseUrl() : baseUrl.strip();
  }

  private String key() throws MojoExecutionException {
    return reference("serverId", serverId) + reference("apiKeyEnv", apiKeyEnv);
  }

  private static String reference(String name, String value) throws MojoExecutionException {
    if (value == null || value.isBlank()) {
      return "";
    }
    if (!REFERENCE.matcher(value.strip()).matches()) {
      // What was typed may be the key itself, so it is not repeated.
      throw new MojoExecutionException(
          "init.%s is not a name of letters, digits, dots, dashes and underscores. It names where the key is and never holds the key. (-Dcollabgraph.init.%s)"
              .formatted(name, name));
    }
    return ", %s: %s".formatted(name, Yaml.quoted(value.strip()));
  }

  private void refuseToReplace(List<Path> files, Path base) throws MojoExecutionException {
    List<String> there =
        files.stream().filter(Files::exists).map(file -> base.relativize(file).toString()).toList();
    if (!there.isEmpty()) {
      throw new MojoExecutionException(
          "%s there already, and init replaces nothing. Maybe choose another name: -Dcollabgraph.suite=%s-2"
              .formatted(String.join(", ", there) + (there.size() == 1 ? " is" : " are"), suite));
    }
  }

  private String template(String name) {
    try (InputStream in = InitMojo.class.getResourceAsStream("init/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${version}", plugin.getVersion())
          .replace("${suite}", suite);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the template " + name + ": " + e, e);
    }
  }

  private void explain(boolean ownPom, StarterSuite starter) {
    if (!ownPom) {
      getLog().info("Add to pom.xml, if it is not there yet:");
      template("plugin.xml").lines().forEach(line -> getLog().info("  " + line));
    }
    String prefix = "%s:%s:".formatted(plugin.getGroupId(), plugin.getArtifactId());
    getLog().info("Keep .collabgraph/ out of version control: it holds the answers paid for.");
    if (starter.provider() == StarterSuite.Provider.OLLAMA) {
      getLog().info("Next: ollama pull " + starter.models().get(0) + ", and so each model.");
    }
    getLog().info("Then: mvn %ssearch -Dcollabgraph.suite=%s".formatted(prefix, suite));
  }
}
