package dev.collabgraph.suite;

import dev.collabgraph.graph.Role;
import java.util.List;

/** The roles every suite has unless it leaves them out. */
final class BuiltInRoles {
  static final String ASSISTANT = "assistant";
  static final String FUSER = "fuser";
  static final String VOTE = "vote";

  private BuiltInRoles() {}

  /**
   * The built-in roles in order.
   *
   * @param answerHint how the scorer wants the answer to be marked; stands at the end of each
   *     prompt
   */
  static List<Role> all(String answerHint) {
    return List.of(
        new Role(
            ASSISTANT,
            Role.Kind.CALL,
            "{{question}}\n\nThink step by step, then give your answer. " + answerHint + "\n",
            """
            {{question}}

            Other assistants were asked the same and gave the answers below. Any of them may be wrong.

            {{#inputs}}
            [Answer {{index}}]
            {{text}}

            {{/inputs}}
            Work the question out yourself, use what is right in the answers above, and give one answer.
            """
                + answerHint
                + "\n",
            0,
            Role.UNLIMITED,
            0),
        new Role(
            FUSER,
            Role.Kind.CALL,
            null,
            """
            A question and several proposed answers to it follow. Compare the answers, find the mistakes in \
            them, and merge what is right into one final answer. Do not trust an answer merely because it is \
            long or comes first.

            Question:
            {{question}}

            {{#inputs}}
            [Proposed answer {{index}}]
            {{text}}

            {{/inputs}}
            """
                + answerHint
                + "\n",
            1,
            Role.UNLIMITED,
            0),
        new Role(VOTE, Role.Kind.VOTE, null, null, 3, Role.UNLIMITED, 0));
  }
}
