package dev.collabgraph.manual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The goals of the plugin, as its descriptor in {@code target/classes} has them. */
final class Goals {
  private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");

  /** A parameter that a user can set; property and default are empty if there is none. */
  record Parameter(
      String name, String type, String property, String defaultValue, String description) {}

  /** A goal; the phase is empty if it has no default. */
  record Goal(String name, String phase, String description, List<Parameter> parameters) {}

  private Goals() {}

  /** All goals by name. */
  static SortedMap<String, Goal> all() {
    SortedMap<String, Goal> goals = new TreeMap<>();
    for (Element mojo : children(child(root(), "mojos"), "mojo")) {
      goals.put(text(mojo, "goal"), goal(mojo));
    }
    return goals;
  }

  private static Goal goal(Element mojo) {
    Element configuration = child(mojo, "configuration");
    List<Parameter> parameters = new ArrayList<>();
    for (Element each : children(child(mojo, "parameters"), "parameter")) {
      if (text(each, "editable").equals("true")) {
        String name = text(each, "name");
        Element value = configuration == null ? null : child(configuration, name);
        String expression = value == null ? "" : value.getTextContent().strip();
        parameters.add(
            new Parameter(
                name,
                text(each, "type").replaceFirst(".*\\.", ""),
                expression.startsWith("${") ? expression.substring(2, expression.length() - 1) : "",
                value == null ? "" : value.getAttribute("default-value"),
                plain(text(each, "description"))));
      }
    }
    return new Goal(
        text(mojo, "goal"), text(mojo, "phase"), plain(text(mojo, "description")), parameters);
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static Element root() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(DESCRIPTOR.toFile())
          .getDocumentElement();
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("Run the build up to process-classes first: " + e, e);
    }
  }

  private static String text(Element parent, String name) {
    Element child = child(parent, name);
    return child == null ? "" : child.getTextContent().strip();
  }

  private static Element child(Element parent, String name) {
    List<Element> all = children(parent, name);
    return all.isEmpty() ? null : all.get(0);
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }
}
