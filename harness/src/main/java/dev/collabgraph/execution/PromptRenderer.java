package dev.collabgraph.execution;

import dev.collabgraph.suite.Task;
import java.util.List;

/** Renders the prompts of one template. */
@FunctionalInterface
interface PromptRenderer {
  String render(Task task, List<String> inputs);
}
