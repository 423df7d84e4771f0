package dev.collabgraph.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.gate.Verdict;
import dev.collabgraph.gate.Violation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Violations as CI servers show them beside the code. */
final class Annotations {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Annotations() {}

  /**
   * GitHub workflow commands, one line for each violation, to be printed at the start of a line.
   *
   * @param file of the suite, from the root of the build
   */
  static List<String> gitHub(Verdict verdict, String file) {
    return verdict.violations().stream()
        .map(
            violation ->
                "::error file=%s,title=%s::%s"
                    .formatted(
                        property(file),
                        property("collabgraph " + verdict.suite()),
                        data(violation.text())))
        .map(Markdown::visible)
        .toList();
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  /**
   * GitLab's code quality report.
   *
   * @param file of the suite, from the root of the build
   */
  static String gitLab(Verdict verdict, String file) {
    ArrayNode issues = JSON.createArrayNode();
    for (Violation violation : verdict.violations()) {
      ObjectNode issue = issues.addObject();
      String check = "collabgraph-" + violation.kind().name().toLowerCase(Locale.ROOT);
      issue.put("description", Markdown.visible(violation.text()));
      issue.put("check_name", check);
      issue.put("fingerprint", fingerprint(verdict.suite(), check, file, violation.message()));
      issue.put("severity", "major");
      issue.putObject("location").put("path", file).putObject("lines").put("begin", 1);
    }
    return issues.toPrettyString().replace("\r\n", "\n") + "\n";
  }

  private static String fingerprint(String... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(String.join("\0", parts).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
