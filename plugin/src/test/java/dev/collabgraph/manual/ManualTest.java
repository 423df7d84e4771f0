package dev.collabgraph.manual;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.suite.SuiteLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the manual shows is so. */
class ManualTest {
  private static final Set<String> SECTIONS =
      Set.of(
          "suite", "tasks", "splits", "scorer", "roles", "providers", "models", "search", "spend");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern PROPERTY = Pattern.compile("-Dcollabgraph\\.([A-Za-z.]+[A-Za-z])");
  private static final Pattern GOAL =
      Pattern.compile(
          "(?<!dev\\.)collabgraph(?:-maven-plugin)?:(?!collabgraph-)([a-z]+(?:-[a-z]+)*)");

  @TempDir private Path folder;

  @Test
  void theMenuNamesEveryChapterOnceAndNothingElse() {
    assertThat(menu()).containsExactlyInAnyOrderElementsOf(names());
  }

  @Test
  void linksLeadToWhatIsThere() {
    List<String> dead = new ArrayList<>();
    for (Path chapter : Manual.chapters()) {
      Matcher link = LINK.matcher(Manual.read(chapter));
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains("://") && !resolves(chapter, target)) {
          dead.add(chapter.getFileName() + ": " + target);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  private static boolean resolves(Path chapter, String target) {
    String file = target.replaceFirst("#.*", "");
    String anchor = target.contains("#") ? target.substring(target.indexOf('#') + 1) : "";
    Path path = file.isEmpty() ? chapter : chapter.resolveSibling(file).normalize();
    if (!Files.isRegularFile(path)) {
      return menu().contains(file.replaceFirst("\\.(md|html)$", ""))
          || Files.isRegularFile(Manual.ROOT.resolve("src/site/resources").resolve(file));
    }
    return anchor.isEmpty()
        || Manual.read(path)
            .lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("^#+ ", "").replace("`", "").replace(' ', '_'))
            .anyMatch(anchor::equals);
  }

  @Test
  void suitesAreSuites() throws IOException {
    List<Manual.Block> suites =
        Manual.blocks("yaml").stream().filter(block -> block.text().contains("suite:")).toList();
    assertThat(suites).hasSizeGreaterThan(2);
    for (Manual.Block block : suites) {
      Path file = folder.resolve("example.yaml");
      Files.writeString(file, block.text());
      assertThat(SuiteLoader.load(file, Map.of()).models()).as(block.toString()).isNotEmpty();
    }
  }

  @Test
  void partsOfSuitesHaveKeysOfSuites() {
    int parts = 0;
    for (Manual.Block block : Manual.blocks("yaml")) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(block.text());
      if (tree instanceof Map<?, ?> map && map.keySet().stream().anyMatch(SECTIONS::contains)) {
        parts++;
        assertThat(map.keySet().stream().map(String::valueOf))
            .as(block.toString())
            .isSubsetOf(SECTIONS);
      }
    }
    assertThat(parts).isGreaterThan(2);
  }

  @Test
  void ciFilesAreYaml() {
    List<Manual.Block> files = Manual.blocks("yml");
    assertThat(files).hasSizeGreaterThan(1);
    for (Manual.Block block : files) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(block.text());
      assertThat(tree).as(block.toString()).isInstanceOf(Map.class);
    }
  }

  @Test
  void jsonIsJson() throws IOException {
    for (Manual.Block block : Manual.blocks("json")) {
      for (String line : block.text().split("\\n(?=\\{)")) {
        assertThat(new ObjectMapper().readTree(line)).as(block.toString()).isNotNull();
      }
    }
    assertThat(Manual.blocks("jsonl")).allSatisfy(ManualTest::linesAreJson);
  }

  private static void linesAreJson(Manual.Block block) throws IOException {
    for (String line : block.text().lines().toList()) {
      assertThat(new ObjectMapper().readTree(line).isObject()).as(block.toString()).isTrue();
    }
  }

  @Test
  void pomSnippetsNameGoalsAndParametersThatExist() throws Exception {
    List<Manual.Block> snippets = Manual.blocks("xml");
    assertThat(snippets).hasSizeGreaterThan(3);
    for (Manual.Block block : snippets) {
      Element root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(
                  new ByteArrayInputStream(
                      ("<snippet>" + block.text() + "</snippet>").getBytes(StandardCharsets.UTF_8)))
              .getDocumentElement();
      Set<String> known =
          Goals.all().values().stream()
              .flatMap(goal -> goal.parameters().stream())
              .map(Goals.Parameter::name)
              .collect(Collectors.toCollection(TreeSet::new));
      for (Element plugin : elements(root, "plugin")) {
        if (!plugin.getTextContent().contains("collabgraph-maven-plugin")) {
          continue;
        }
        for (Element goal : elements(plugin, "goal")) {
          assertThat(Goals.all()).as(block.toString()).containsKey(goal.getTextContent());
        }
        for (Element configuration : elements(plugin, "configuration")) {
          for (var node = configuration.getFirstChild();
              node != null;
              node = node.getNextSibling()) {
            if (node instanceof Element parameter) {
              assertThat(known).as(block.toString()).contains(parameter.getTagName());
            }
          }
        }
      }
    }
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  @Test
  void goalsAndPropertiesExist() {
    Set<String> properties =
        Goals.all().values().stream()
            .flatMap(goal -> goal.parameters().stream())
            .map(Goals.Parameter::property)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> unknown = new ArrayList<>();
    for (Path file : Manual.texts()) {
      String text = Manual.read(file);
      Matcher property = PROPERTY.matcher(text);
      while (property.find()) {
        String name = property.group(1);
        if (!name.startsWith("set.")
            && !name.startsWith("scorer.")
            && !name.startsWith("tests.")
            && !properties.contains("collabgraph." + name)) {
          unknown.add(file.getFileName() + ": " + property.group());
        }
      }
      Matcher goal = GOAL.matcher(text);
      while (goal.find()) {
        if (!Goals.all().containsKey(goal.group(1))) {
          unknown.add(file.getFileName() + ": " + goal.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void classesCompile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Manual.Block> classes =
        Manual.blocks("java").stream().filter(b -> b.text().startsWith("package ")).toList();
    assertThat(classes).hasSizeGreaterThan(1);
    for (Manual.Block block : classes) {
      Matcher name = Pattern.compile("public final class (\\w+)").matcher(block.text());
      assertThat(name.find()).isTrue();
      Path source = folder.resolve(name.group(1) + ".java");
      Files.writeString(source, block.text());
      var errors = new java.io.ByteArrayOutputStream();
      int status =
          compiler.run(
              null,
              null,
              errors,
              "-proc:none",
              "-d",
              folder.toString(),
              "-cp",
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
              source.toString());
      assertThat(status).as(block + "\n" + errors.toString(StandardCharsets.UTF_8)).isZero();
    }
  }

  private static List<String> names() {
    return Manual.chapters().stream()
        .map(file -> file.getFileName().toString().replace(".md", ""))
        .toList();
  }

  private static List<String> menu() {
    return Pattern.compile("href=\"([a-z-]+)\\.html\"")
        .matcher(Manual.read(Manual.ROOT.resolve("src/site/site.xml")))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
