package dev.collabgraph.suite;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.MustacheParseException;
import com.samskivert.mustache.Template;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A compiled logic-less template (Mustache). It knows {@code question}, the fields of the task and,
 * inside {@code {{#inputs}}...{{/inputs}}}, each input's {@code text}, {@code index} (from 1) and
 * {@code model}, with {@code -first} and {@code -last} for separators. A section over a field shows
 * its content if the field is not empty. Nothing is escaped, and inserted text is never expanded
 * again. Partials, lambdas and every other name are refused.
 *
 * <p>Immutable; safe to share between threads. Rendering costs time linear in its output.
 */
public final class PromptTemplate {
  /** Names that a field of a task may not have, since templates use them. */
  static final List<String> RESERVED =
      List.of("question", "inputs", "text", "index", "model", "-first", "-last", "-index", "this");

  private static final List<String> OF_INPUTS = List.of("text", "index", "model");
  private static final Task PROBE = new Task("probe", "question", "answer");

  private final String role;
  private final Template template;

  /** The same; null if the template does what only the library can. */
  private final PromptPieces pieces;

  private PromptTemplate(String role, Template template) {
    this.role = role;
    this.template = template;
    this.pieces = PromptPieces.of(template);
  }

  /**
   * Compiles a template whose names are not checked until it is rendered.
   *
   * @throws IllegalArgumentException if it is no template
   */
  public static PromptTemplate compile(String role, String source) {
    try {
      Template template =
          Mustache.compiler()
              .escapeHTML(false)
              .strictSections(true)
              .emptyStringIsFalse(true)
              .withLoader(
                  name -> {
                    throw new IllegalArgumentException(partial(role, name));
                  })
              .compile(source);
      return new PromptTemplate(role, template);
    } catch (MustacheParseException e) {
      throw new IllegalArgumentException(
          "Role \"%s\": the template is not valid: %s Maybe close every {{#section}} with {{/section}}."
              .formatted(role, sentence(e.getMessage())),
          e);
    }
  }

  /**
   * Compiles a template and checks its names.
   *
   * @param fields names of the fields that every task has
   * @throws IllegalArgumentException naming the role, the unknown name and the known ones
   */
  public static PromptTemplate compile(String role, String source, Collection<String> fields) {
    PromptTemplate compiled = compile(role, source);
    Names names = new Names(role);
    compiled.template.visit(names);
    if (names.unclosed) {
      throw new IllegalArgumentException(
          "Role \"%s\": the template opens {{ and never closes it. Maybe write {{question}}."
              .formatted(role));
    }
    Set<String> known = new LinkedHashSet<>();
    known.add("question");
    known.addAll(fields);
    known.add("inputs");
    for (String name : names.used) {
      if (!known.contains(name) && !OF_INPUTS.contains(name) && !isMark(name)) {
        throw unknown(role, name, known);
      }
    }
    compiled.probe(fields, known);
    return compiled;
  }

  private static boolean isMark(String name) {
    return name.equals("-first") || name.equals("-last") || name.equals("-index");
  }

  private static String partial(String role, String name) {
    return "Role \"%s\": the template includes {{>%s}}, but a template stands alone. Maybe write its text in place."
        .formatted(role, name);
  }

  private static String sentence(String message) {
    String stripped = message.strip().replaceAll("\\s+", " ");
    return stripped.endsWith(".") ? stripped : stripped + ".";
  }

  private static IllegalArgumentException unknown(
      String role, String name, Collection<String> known) {
    boolean ofInput = OF_INPUTS.contains(name) || isMark(name);
    String hint =
        ofInput
            ? " It is known inside {{#inputs}}...{{/inputs}} only."
            : Nearest.to(name, known).map(near -> " Did you mean {{" + near + "}}?").orElse("");
    return new IllegalArgumentException(
        "Role \"%s\": the template names {{%s}}, which is unknown here.%s Known: %s; inside inputs: %s."
            .formatted(role, name, hint, String.join(", ", known), String.join(", ", OF_INPUTS)));
  }

  /** Renders with 0, 1 and 2 inputs, empty and full fields, to find names used out of place. */
  private void probe(Collection<String> fields, Collection<String> known) {
    for (String value : List.of("", "x")) {
      Map<String, String> all = new java.util.LinkedHashMap<>();
      fields.forEach(field -> all.put(field, value));
      Task task = new Task(PROBE.id(), PROBE.question(), PROBE.answer(), all);
      List<InputText> inputs = new ArrayList<>();
      for (int n = 0; n <= 2; n++) {
        try {
          render(task, inputs);
        } catch (MissingName e) {
          throw unknown(role, e.name, known);
        }
        inputs.add(new InputText(n + 1, "model", value));
      }
    }
  }

  boolean inPieces() {
    return pieces != null;
  }

  /** Whether every node with this template has the same prompt for a task; no if in doubt. */
  public boolean sameForAllInputs() {
    return pieces != null && !pieces.readsInputs();
  }

  /** Whether the template reads its inputs at all. */
  public boolean readsInputs() {
    Names names = new Names(role);
    template.visit(names);
    return names.used.contains("inputs");
  }

  /**
   * Fills in the template, as fast as text can be copied if it names nothing but question, fields
   * and, inside a section over them, inputs.
   *
   * @param models of the inputs, in the order in which they are to stand in the prompt
   * @param texts of the inputs, as many as models
   * @throws IllegalArgumentException if the task lacks a field that the template names
   */
  public String render(Task task, List<String> models, List<String> texts) {
    String prompt = pieces == null ? null : pieces.render(task, models, texts);
    if (prompt != null) {
      return prompt;
    }
    List<InputText> inputs = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      inputs.add(new InputText(i + 1, models.get(i), texts.get(i)));
    }
    return render(task, inputs);
  }

  /**
   * Fills in the template by the library.
   *
   * @param inputs in the order in which they are to stand in the prompt; may be empty
   * @throws IllegalArgumentException if the task lacks a field that the template names
   */
  public String render(Task task, List<InputText> inputs) {
    List<Mustache.CustomContext> items = new ArrayList<>(inputs.size());
    for (InputText input : inputs) {
      items.add(name -> valueOf(input, name));
    }
    Mustache.CustomContext root = name -> valueOf(task, items, name);
    StringWriter out = new StringWriter(1024);
    try {
      template.execute(root, out);
    } catch (MustacheException.Context e) {
      throw new MissingName(role, e.key, task, e);
    }
    return out.toString();
  }

  private static Object valueOf(InputText input, String name) {
    return switch (name) {
      case "text" -> input.text();
      case "index" -> input.index();
      case "model" -> input.model();
      default -> null;
    };
  }

  private static Object valueOf(Task task, List<Mustache.CustomContext> inputs, String name) {
    return switch (name) {
      case "question" -> task.question();
      case "inputs" -> inputs;
      default -> task.fields().get(name);
    };
  }

  private static final class MissingName extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String name;

    MissingName(String role, String name, Task task, Throwable cause) {
      super(
          "Role \"%s\": the template names {{%s}}, which task \"%s\" does not have. Known: question, %s"
                  .formatted(role, name, task.id(), String.join(", ", task.fields().keySet()))
              + ". Maybe declare it in tasks.fields.",
          cause);
      this.name = name;
    }
  }

  private static final class Names implements Mustache.Visitor {
    private final String role;
    private final Set<String> used = new LinkedHashSet<>();
    private boolean unclosed;

    Names(String role) {
      this.role = role;
    }

    @Override
    public void visitText(String text) {
      unclosed |= text.contains("{{");
    }

    @Override
    public void visitVariable(String name) {
      used.add(name);
    }

    @Override
    public boolean visitInclude(String name) {
      throw new IllegalArgumentException(partial(role, name));
    }

    @Override
    public boolean visitParent(String name) {
      throw new IllegalArgumentException(partial(role, name));
    }

    @Override
    public boolean visitBlock(String name) {
      throw new IllegalArgumentException(
          "Role \"%s\": the template uses {{$%s}}, but blocks are not known here."
              .formatted(role, name));
    }

    @Override
    public boolean visitSection(String name) {
      used.add(name);
      return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
      used.add(name);
      return true;
    }
  }
}
