package dev.collabgraph;

import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.collabgraph.graph.CollaborationGraph;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the package map of the harness: data flows one way. */
class ArchitectureTest {
  private static final String ROOT = "dev.collabgraph";

  /** A package depends only on those before it; subpackages belong to their package. */
  private static final List<String> ORDER =
      List.of(
          "graph",
          "stats",
          "budget",
          "distribution",
          "llm",
          "suite",
          "simulated",
          "execution",
          "runtime",
          "serve",
          "search",
          "compare",
          "gate",
          "assertions",
          "report");

  /** Packages below these, in families: one depends only on those before it in its family. */
  private static final List<List<String>> FAMILIES =
      List.of(
          List.of("llm", "llm.cache", "llm.transport", "llm.provider"),
          List.of(
              "suite.sandbox",
              "suite.scoring",
              "suite.scoring.text",
              "suite.scoring.number",
              "suite.scoring.math",
              "suite.scoring.code",
              "suite.scoring.judge"),
          List.of(
              "search",
              "search.score",
              "search.candidates",
              "search.strategy",
              "search.agent",
              "search.engine"),
          List.of("gate", "gate.bench", "gate.ab"));

  /**
   * A package with those below it, in which some types are public for siblings only.
   *
   * @param offered what the packages below offer to others; what else is public there is for
   *     siblings
   * @param kept what in the package itself is for siblings
   */
  private record House(String name, Set<String> offered, Set<String> kept) {
    boolean hides(JavaClass type) {
      String outermost = outermost(type).getSimpleName();
      return type.getPackageName().equals(ROOT + "." + name)
          ? kept.contains(outermost)
          : type.getPackageName().startsWith(ROOT + "." + name + ".")
              && !offered.contains(outermost);
    }
  }

  private static final List<House> HOUSES =
      List.of(
          new House(
              "search", Set.of("Search", "Exploration", "KnownGraphs", "FrontCover"), Set.of()),
          new House("suite.scoring", Set.of("BoxedAnswer", "PassAtK"), Set.of()),
          new House(
              "llm",
              Set.of("Clients", "CallJournal", "ChatModelClient"),
              Set.of(
                  "Answer", "Answering", "CallCounters", "Excerpt", "Nearest", "ProviderOptions")));

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() throws URISyntaxException {
    URI location =
        CollaborationGraph.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    classes = new ClassFileImporter().importPath(Path.of(location));
  }

  @Test
  void theCheckSeesTheHarness() {
    assertThat(classes.size()).isGreaterThan(40);
    assertThat(classes.contain(ROOT + ".graph.CollaborationGraph")).isTrue();
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    Set<String> present = new TreeSet<>();
    for (JavaClass type : classes) {
      present.add(slice(type));
    }
    assertThat(ORDER).containsAll(present);
  }

  private static String slice(JavaClass type) {
    String rest = type.getPackageName().substring(ROOT.length());
    return rest.isEmpty() ? "(root)" : rest.substring(1).split("\\.")[0];
  }

  @Test
  void aPackageDependsOnlyOnThoseBeforeIt() {
    for (int i = 0; i < ORDER.size(); i++) {
      String[] later =
          ORDER.subList(i + 1, ORDER.size()).stream()
              .map(name -> ROOT + "." + name + "..")
              .toArray(String[]::new);
      if (later.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(ROOT + "." + ORDER.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later)
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  @Test
  void everySubpackageHasItsPlaceInAFamily() {
    Set<String> present = new TreeSet<>();
    for (JavaClass type : classes) {
      String name = type.getPackageName().substring(ROOT.length() + 1);
      if (name.contains(".")) {
        present.add(name);
      }
    }
    assertThat(FAMILIES.stream().flatMap(List::stream)).containsAll(present);
  }

  @Test
  void aSubpackageDependsOnlyOnThoseBeforeIt() {
    for (List<String> family : FAMILIES) {
      for (int i = 0; i < family.size() - 1; i++) {
        String[] later =
            family.subList(i + 1, family.size()).stream()
                .map(name -> ROOT + "." + name)
                .toArray(String[]::new);
        noClasses()
            .that()
            .resideInAPackage(ROOT + "." + family.get(i))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later)
            .check(classes);
      }
    }
  }

  @Test
  void whatIsPublicForSiblingsIsUsedByNobodyElse() {
    for (House house : HOUSES) {
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "." + house.name() + "..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are public for the packages of " + ROOT + "." + house.name() + " only",
                  house::hides))
          .check(classes);
    }
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void theSearchDoesNotKnowTheSimulatedLandscape() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".search..", ROOT + ".compare..", ROOT + ".gate..", ROOT + ".report..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".simulated..")
        .allowEmptyShould(true)
        .check(classes);
  }

  /** Searches side by side in one JVM (mvn -T) share nothing that changes. */
  @Test
  void noStaticFieldCanBeSet() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(SYNTHETIC)
        .should()
        .beFinal()
        .check(classes);
  }

  /** Time limits must not move with the wall clock, which is read in two places for dates only. */
  @Test
  void onlyTwoClassesReadTheWallClock() {
    noClasses()
        .that()
        .doNotHaveSimpleName("SystemClockwork")
        .and()
        .doNotHaveSimpleName("Clients")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(classes);
  }

  @Test
  void theHarnessIsFreeOfMaven() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.maven..", "org.codehaus.plexus..", "org.eclipse.aether..")
        .check(classes);
  }

  /** Maven 3 hands plugins slf4j 1.7, which has no fluent calls. */
  @Test
  void nothingLogsFluently() {
    noClasses().should().dependOnClassesThat().resideInAPackage("org.slf4j.spi..").check(classes);
  }
}
