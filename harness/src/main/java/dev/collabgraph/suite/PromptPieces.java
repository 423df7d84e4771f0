package dev.collabgraph.suite;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A parsed template as a tree of pieces that are written one after the other, without a lookup by
 * name among contexts. It covers text, the question, fields and one kind of section, that over the
 * inputs with their text, index, model and marks of first and last. Whatever else a template does
 * is left to the library, which also is what this is tested against.
 *
 * <p>Immutable; safe to share between threads.
 */
final class PromptPieces {

  private interface Piece {
    /**
     * Writes the piece.
     *
     * @param input which input is being written; -1 outside of their section
     * @throws MissingField if the task lacks a field
     */
    void write(StringBuilder out, Task task, List<String> models, List<String> texts, int input);
  }

  /** The library finds the words for it. */
  private static final class MissingField extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingField() {
      super(null, null, false, false);
    }
  }

  /**
   * What the library tells of a template in order: a text, a variable or the start of a section.
   */
  private record Event(Kind kind, String text) {
    enum Kind {
      TEXT,
      VARIABLE,
      SECTION,
      INVERTED
    }
  }

  /** Lists the events of a template, without those inside of its n-th section. */
  private static final class Events implements Mustache.Visitor {
    static final int NONE = -1;

    final List<Event> list = new ArrayList<>();
    private final int skipped;
    private int sections;

    Events(int skipped) {
      this.skipped = skipped;
    }

    static List<Event> of(Template template, int skipped) {
      Events events = new Events(skipped);
      template.visit(events);
      return events.list;
    }

    private boolean enter(Event.Kind kind, String name) {
      list.add(new Event(kind, name));
      return sections++ != skipped;
    }

    @Override
    public void visitText(String text) {
      list.add(new Event(Event.Kind.TEXT, text));
    }

    @Override
    public void visitVariable(String name) {
      list.add(new Event(Event.Kind.VARIABLE, name));
    }

    @Override
    public boolean visitSection(String name) {
      return enter(Event.Kind.SECTION, name);
    }

    @Override
    public boolean visitInvertedSection(String name) {
      return enter(Event.Kind.INVERTED, name);
    }

    @Override
    public boolean visitInclude(String name) {
      enter(Event.Kind.SECTION, ">" + name);
      return false;
    }

    @Override
    public boolean visitParent(String name) {
      return enter(Event.Kind.SECTION, "<" + name);
    }

    @Override
    public boolean visitBlock(String name) {
      return enter(Event.Kind.SECTION, "$" + name);
    }
  }

  private static final Set<String> MARKS = Set.of("-first", "-last");

  private final Piece all;
  private final int fixed;
  private final boolean readsInputs;

  private PromptPieces(Piece all, int fixed, boolean readsInputs) {
    this.all = all;
    this.fixed = fixed;
    this.readsInputs = readsInputs;
  }

  /** The pieces of a template; null if it does something they cannot. */
  static PromptPieces of(Template template) {
    List<Event> events = Events.of(template, Events.NONE);
    Builder builder = new Builder(template, events);
    Piece all = builder.pieces(0, events.size(), false);
    int fixed = events.stream().mapToInt(event -> event.text().length()).sum();
    return builder.refused ? null : new PromptPieces(all, fixed, builder.sections > 0);
  }

  boolean readsInputs() {
    return readsInputs;
  }

  /**
   * Fills in the template.
   *
   * @param models of the inputs, as many as texts
   * @return null if the task lacks a field that the template names
   */
  String render(Task task, List<String> models, List<String> texts) {
    int room = fixed + task.question().length();
    for (int i = 0; readsInputs && i < texts.size(); i++) {
      room += fixed + texts.get(i).length();
    }
    StringBuilder out = new StringBuilder(room);
    try {
      all.write(out, task, models, texts, -1);
    } catch (MissingField missing) {
      return null;
    }
    return out.toString();
  }

  private static final class Builder {
    private final Template template;
    private final List<Event> events;
    private int sections;
    private boolean refused;

    Builder(Template template, List<Event> events) {
      this.template = template;
      this.events = events;
    }

    /**
     * The pieces of a range of events. Where a section ends is not among them: it is as long as the
     * list of events is shorter without it.
     */
    Piece pieces(int from, int to, boolean ofInput) {
      List<Piece> pieces = new ArrayList<>();
      int at = from;
      while (at < to && !refused) {
        Event event = events.get(at++);
        switch (event.kind()) {
          case TEXT -> pieces.add((out, task, models, texts, input) -> out.append(event.text()));
          case VARIABLE -> pieces.add(variable(event.text(), ofInput));
          default -> {
            int length = events.size() - Events.of(template, sections++).size();
            pieces.add(section(event, at, at + length, ofInput));
            at += length;
          }
        }
      }
      return pieces.size() == 1 ? pieces.get(0) : sequence(pieces.toArray(Piece[]::new));
    }

    private static Piece sequence(Piece[] pieces) {
      return (out, task, models, texts, input) -> {
        for (Piece piece : pieces) {
          piece.write(out, task, models, texts, input);
        }
      };
    }

    private Piece section(Event event, int from, int to, boolean ofInput) {
      boolean wanted = event.kind() == Event.Kind.SECTION;
      boolean inputs = event.text().equals("inputs") && wanted && !ofInput;
      boolean mark = MARKS.contains(event.text()) && ofInput;
      refused |= !inputs && !mark;
      Piece body = pieces(from, to, inputs || ofInput);
      if (inputs) {
        return (out, task, models, texts, input) -> {
          for (int i = 0; i < texts.size(); i++) {
            body.write(out, task, models, texts, i);
          }
        };
      }
      boolean first = event.text().equals("-first");
      return (out, task, models, texts, input) -> {
        if ((input == (first ? 0 : texts.size() - 1)) == wanted) {
          body.write(out, task, models, texts, input);
        }
      };
    }

    private Piece variable(String name, boolean ofInput) {
      if (name.equals("question")) {
        return (out, task, models, texts, input) -> out.append(task.question());
      }
      if (ofInput) {
        switch (name) {
          case "text":
            return (out, task, models, texts, input) -> out.append(texts.get(input));
          case "index", "-index":
            return (out, task, models, texts, input) -> out.append(input + 1);
          case "model":
            return (out, task, models, texts, input) -> out.append(models.get(input));
          default:
        }
      }
      refused |= PromptTemplate.RESERVED.contains(name) || name.contains(".");
      return (out, task, models, texts, input) -> {
        String value = task.fields().get(name);
        if (value == null) {
          throw new MissingField();
        }
        out.append(value);
      };
    }
  }
}
