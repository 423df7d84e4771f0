package dev.collabgraph.suite;

import dev.collabgraph.graph.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code roles}. A built-in role keeps what the file does not change and is left out by an
 * empty value ({@code vote: null}); any other key declares a role of its own.
 */
final class RolesSection {
  private final Map<String, Role> builtIn = new LinkedHashMap<>();
  private final Set<String> fields;

  RolesSection(String answerHint, Set<String> fields) {
    BuiltInRoles.all(answerHint).forEach(role -> builtIn.put(role.name(), role));
    this.fields = fields;
  }

  List<Role> read(Options roles) {
    List<Role> result = new ArrayList<>();
    for (String name : roles.keys()) {
      Identifiers.check("role", name, roles.value(name).place(), null);
      if (roles.plain(name) == null) {
        if (!builtIn.containsKey(name)) {
          throw roles.refuse(
              name,
              "a map, for only the built-in roles %s can be left out".formatted(builtIn.keySet()),
              "Maybe remove the key, or give the role a promptWithInputs.");
        }
        continue;
      }
      result.add(role(name, Options.of(roles.value(name), roles.path(name)).allow(SuiteKeys.ROLE)));
    }
    for (Role role : builtIn.values()) {
      if (!roles.has(role.name())) {
        result.add(role);
      }
    }
    boolean leaf = result.stream().anyMatch(role -> role.calls() && role.minInputs() == 0);
    if (!leaf) {
      throw new OptionException(
          "roles",
          "No role can stand without inputs, so no graph has a beginning.",
          roles.place("").toString(),
          "Maybe give one role minInputs: 0 and a prompt.");
    }
    return result;
  }

  private Role role(String name, Options role) {
    Role base = builtIn.get(name);
    String kind =
        role.oneOf("kind", base != null && !base.calls() ? "vote" : "call", SuiteKeys.KINDS);
    boolean vote = kind.equals("vote");
    if (base != null && base.calls() == vote) {
      base = null;
    }
    String withInputs =
        role.text("promptWithInputs", base == null ? null : base.promptWithInputs());
    String prompt = role.text("prompt", base == null ? null : base.prompt());
    int otherwiseMin =
        base != null ? base.minInputs() : vote ? 3 : prompt == null && withInputs != null ? 1 : 0;
    int otherwiseMax =
        base != null
            ? base.maxInputs()
            : !vote && withInputs == null && prompt != null ? 0 : Role.UNLIMITED;
    int min = role.count("minInputs", otherwiseMin, vote ? 1 : 0, 1 << 12);
    int max = role.count("maxInputs", Math.max(min, otherwiseMax), min, Role.UNLIMITED);
    int topK = role.count("topK", base == null ? 0 : base.topK(), 0, 1 << 12);
    if (vote && topK != 0) {
      throw role.refuse("topK", "no limit, for a vote reads all of its inputs", "Maybe remove it.");
    }
    compile(name, "prompt", prompt, role, false);
    compile(name, "promptWithInputs", withInputs, role, true);
    try {
      return new Role(
          name,
          vote ? Role.Kind.VOTE : Role.Kind.CALL,
          vote || min > 0 ? refuseUnused(role, "prompt", prompt, vote) : prompt,
          max == 0 ? null : withInputs,
          min,
          max,
          topK);
    } catch (IllegalArgumentException e) {
      throw new OptionException(name, e.getMessage(), role.place("").toString(), null);
    }
  }

  /** A prompt that is never rendered may come from the built-in role, but not from the file. */
  private static String refuseUnused(Options role, String key, String prompt, boolean vote) {
    if (vote || prompt == null || !role.has(key)) {
      return vote ? prompt : null;
    }
    throw role.refuse(
        key,
        "none, for the role always has inputs (minInputs is above 0)",
        "Maybe set minInputs: 0, or move the text to promptWithInputs.");
  }

  private void compile(String name, String key, String source, Options role, boolean mustRead) {
    if (source == null) {
      return;
    }
    PromptTemplate template;
    try {
      template = PromptTemplate.compile(name, source, fields);
    } catch (IllegalArgumentException e) {
      throw new OptionException(key, e.getMessage(), role.place(key).toString(), null);
    }
    if (mustRead && !template.readsInputs()) {
      throw new OptionException(
          key,
          "Role \"%s\": promptWithInputs never shows its inputs.".formatted(name),
          role.place(key).toString(),
          "Maybe add {{#inputs}}{{text}}{{/inputs}}, or set maxInputs: 0.");
    }
  }
}
