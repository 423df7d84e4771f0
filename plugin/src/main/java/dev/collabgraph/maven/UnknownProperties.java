package dev.collabgraph.maven;

import dev.collabgraph.suite.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * Finds what was typed as {@code -Dcollabgraph.…} and is no parameter. Maven hands a goal what it
 * knows and passes over the rest in silence, so a misspelt limit would be no limit.
 */
final class UnknownProperties {
  private static final String PREFIX = "collabgraph.";

  /** Families whose members are read, and refused, elsewhere. */
  private static final List<String> FAMILIES = List.of("collabgraph.set.", "collabgraph.scorer.");

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(collabgraph\\.[^}]+)}");

  private UnknownProperties() {}

  /** The properties that parameters of the plugin's goals are read from, sorted. */
  static Set<String> known(PluginDescriptor plugin) {
    Set<String> known = new TreeSet<>();
    for (MojoDescriptor goal : plugin.getMojos()) {
      for (PlexusConfiguration parameter : goal.getMojoConfiguration().getChildren()) {
        Matcher expression = EXPRESSION.matcher(String.valueOf(parameter.getValue(null)));
        if (expression.matches()) {
          known.add(expression.group(1));
        }
      }
    }
    return known;
  }

  /**
   * One line for each that nobody reads, sorted by name.
   *
   * @param typed names of all properties of the command line
   * @param known names that are read
   */
  static List<String> warnings(Collection<String> typed, Set<String> known) {
    return typed.stream()
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .filter(name -> FAMILIES.stream().noneMatch(name::startsWith))
        .sorted()
        .map(name -> "No goal reads -D" + ConsoleText.printable(name) + ". " + repair(name, known))
        .toList();
  }

  private static String repair(String name, Set<String> known) {
    String rest = name.substring(PREFIX.length());
    List<String> names =
        Stream.concat(known.stream(), Stream.of(FAMILIES.get(0)))
            .map(each -> each.substring(PREFIX.length()))
            .toList();
    return Nearest.to(rest, names)
        .map(near -> "Did you mean -D" + PREFIX + near + "?")
        .orElse(
            "A value of the suite is set by -Dcollabgraph.set.<its path>; parameters are listed by: mvn collabgraph:help -Ddetail");
  }
}
