package dev.collabgraph.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link RequiresTool}. */
final class RequiresToolCondition implements ExecutionCondition {
  static final String REQUIRED = "collabgraph.tests.require";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<RequiresTool> annotation =
        AnnotationSupport.findAnnotation(context.getElement(), RequiresTool.class);
    if (annotation.isEmpty()) {
      return ConditionEvaluationResult.enabled("needs no tool");
    }
    ConditionEvaluationResult result =
        decide(
            name(context),
            annotation.get().value(),
            tool -> tool.find().isPresent(),
            System.getProperty(REQUIRED, ""));
    if (result.isDisabled()) {
      System.out.println(result.getReason().orElseThrow());
    }
    return result;
  }

  /**
   * Runs, or names what is not run.
   *
   * @param required the value of the build property
   * @throws AssertionError if a required tool is absent
   */
  static ConditionEvaluationResult decide(
      String test, Tool[] tools, Predicate<Tool> present, String required) {
    List<Tool> missing = Arrays.stream(tools).filter(present.negate()).toList();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("every tool was found");
    }
    String needs = missing.stream().map(Tool::id).collect(Collectors.joining(", "));
    String repair = missing.stream().map(Tool::repair).collect(Collectors.joining("; "));
    Set<String> demanded =
        Arrays.stream(required.split(",")).map(String::strip).collect(Collectors.toSet());
    if (missing.stream().map(Tool::id).anyMatch(demanded::contains)) {
      throw new AssertionError(
          test + " needs " + needs + ", which " + REQUIRED + " demands. " + repair);
    }
    String line = "NOT RUN: " + test + " needs " + needs + " (" + repair + ")";
    return ConditionEvaluationResult.disabled(line);
  }

  private static String name(ExtensionContext context) {
    String type = context.getRequiredTestClass().getName();
    return context.getTestMethod().map(method -> type + "." + method.getName()).orElse(type);
  }
}
