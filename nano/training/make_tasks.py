"""Writes the held-out problems that the nano module carries.

  /usr/bin/python3 make_tasks.py ../src/main/resources/META-INF/collabgraph/tasks
"""
import json
import os
import random
import sys

from tasks import FAMILIES, answer

PER_LEVEL, SEED = 300, 2026


def main():
    for family in FAMILIES:
        rng, seen = random.Random(SEED), set()
        with open(os.path.join(sys.argv[1], "nano-%s.jsonl" % family.name), "w", newline="\n") as out:
            for level in family.levels:
                for i in range(PER_LEVEL):
                    question = family.draw_held_out(rng, level)
                    while question in seen:
                        question = family.draw_held_out(rng, level)
                    seen.add(question)
                    record = {"id": "%s-%d-%03d" % (family.name, level, i), "question": question,
                              "answer": answer(family.chain(question)), "level": str(level)}
                    out.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
