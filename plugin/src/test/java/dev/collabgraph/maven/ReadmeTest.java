package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void showsTheTwoCommandsThatTheAcceptanceScriptRuns() throws IOException {
    assertThat(readme().lines().filter(line -> line.startsWith("mvn -B ")))
        .containsExactly("mvn -B -ntp -Pquickstart verify", "mvn -B -ntp verify");
  }

  @Test
  void namesTheVersionOfThisBuildAsTheQuickstartDoes() throws IOException {
    String version = first("<version>([^<]+)</version>", read("pom.xml"));
    String plugin = "collabgraph-maven-plugin</artifactId>\\s*<version>([^<]+)</version>";
    assertThat(first(plugin, readme())).isEqualTo(version);
    assertThat(first(plugin, read("src/it/quickstart/pom.xml"))).isEqualTo(version);
  }

  @Test
  void suiteOfTheReadmeIsASuite(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("arithmetic.yaml");
    Files.writeString(file, first("(?s)```yaml\\n(.*?)```", readme()));
    SuiteDefinition suite = SuiteLoader.load(file, Map.of());
    assertThat(suite.name()).isEqualTo("arithmetic");
    assertThat(suite.models()).hasSize(2);
  }

  @Test
  void filesItLinksToAreThere() throws IOException {
    List<String> links;
    try (Stream<String> found =
        Pattern.compile("]\\(([^)]+)\\)").matcher(readme()).results().map(m -> m.group(1))) {
      links = found.toList();
    }
    assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  private static String readme() throws IOException {
    return read("README.md");
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static String first(String pattern, String text) {
    Matcher match = Pattern.compile(pattern).matcher(text);
    assertThat(match.find()).as(pattern).isTrue();
    return match.group(1);
  }
}
