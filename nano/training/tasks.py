"""Problems with exact answers, in two families, and the text a model reads and writes about them.

A call is `q QUESTION\\n`, any number of candidate lines `c CHAIN\\n`, and a marker, `a ` (answer,
or refine what stands there) or `f ` (merge what stands there). The model writes one CHAIN and a
newline. The answer is what follows the last `=` of the chain.

  arith  question 12+30-7        chain 12+30=42-7=35        (left to right, never below zero)
  lists  question dabc RL        chain R=cbad L=badc        (R reverse, L rotate left by one,
                                                            S sort, X exchange the two ends)

Held-out problems are those whose question has a SHA-256 with a first byte divisible by 8 (one in
eight); training never draws one, so the split needs no list and holds for every seed.
"""
import hashlib
import re

LETTERS = "abcdefghijklmnop"
ERROR_STEPS = (1, -1, 10, -10, 2, -2)
# (terms, largest operand) and (length, operations) of the four levels of the suites
ARITH_LEVELS = {1: (3, 20), 2: (5, 20), 3: (3, 50), 4: (5, 50)}
LISTS_LEVELS = {1: (6, 2), 2: (6, 5), 3: (10, 2), 4: (10, 5)}


def held_out(question):
    return hashlib.sha256(question.encode()).digest()[0] % 8 == 0


# ---- arith -----------------------------------------------------------------------------------

def arith_question(rng, terms, largest):
    value = rng.randint(1, largest)
    text = str(value)
    for _ in range(terms - 1):
        x = rng.randint(1, largest)
        if value >= x and rng.random() < 0.5:
            value, text = value - x, "%s-%d" % (text, x)
        else:
            value, text = value + x, "%s+%d" % (text, x)
    return text


def arith_chain(question, rng=None, error=0.0):
    """The right chain, or one in which each step is wrong with probability `error`."""
    parts = re.findall(r"\d+|[+-]", question)
    value, out = int(parts[0]), [parts[0]]
    for op, x in zip(parts[1::2], parts[2::2]):
        value = value + int(x) if op == "+" else max(0, value - int(x))
        if error and rng.random() < error:
            value = max(0, value + (rng.choice(ERROR_STEPS) if rng.random() < 0.7 else rng.randint(-30, 30)))
        out.append("%s%s=%d" % (op, x, value))
    return "".join(out)


def arith_sound(question, chain):
    """Per character of `chain`: whether it follows from what stands before it."""
    asked = re.findall(r"\d+|[+-]", question)
    sound, at = [False] * (len(chain) + 1), 0
    steps = re.match(r"\d+", chain)
    if not steps or steps.group() != asked[0]:
        return sound
    value, at = int(asked[0]), steps.end()
    sound[:at] = [True] * at
    for op, x in zip(asked[1::2], asked[2::2]):
        head = op + x + "="
        result = re.compile(r"\d+").match(chain, at + len(head))
        if not chain.startswith(head, at) or not result:
            return sound
        sound[at:at + len(head)] = [True] * len(head)
        value = value + int(x) if op == "+" else max(0, value - int(x))
        right = str(value) == result.group()
        sound[result.start():result.end()] = [right] * len(result.group())
        value, at = int(result.group()), result.end()
    sound[at] = at == len(chain)  # the newline
    return sound


# ---- lists -----------------------------------------------------------------------------------

def apply(op, xs):
    if op == "R":
        return xs[::-1]
    if op == "L":
        return xs[1:] + xs[:1]
    if op == "S":
        return "".join(sorted(xs))
    return xs[-1] + xs[1:-1] + xs[0]


def lists_question(rng, length, operations):
    ops = [rng.choice("RLSX") for _ in range(operations)]
    for i in range(1, operations):  # the same operation twice in a row (S S, R R) would be idle
        while ops[i] == ops[i - 1] and ops[i] != "L":
            ops[i] = rng.choice("RLSX")
    return "".join(rng.sample(LETTERS, length)) + " " + "".join(ops)


def lists_chain(question, rng=None, error=0.0):
    xs, ops = question.split(" ")
    out = []
    for op in ops:
        xs = apply(op, xs)
        if error and rng.random() < error:
            ys, kind = list(xs), rng.random()
            i, j = rng.randrange(len(ys)), rng.randrange(len(ys))
            if kind < 0.5:
                ys[i], ys[j] = ys[j], ys[i]
            elif kind < 0.7:
                ys[i] = ys[j]
            elif kind < 0.85:
                ys[i] = rng.choice(LETTERS)
            else:
                other = apply(rng.choice("RLSX"), "".join(ys))
                ys = list(other)
            xs = "".join(ys)
        out.append(op + "=" + xs)
    return " ".join(out)


def lists_sound(question, chain):
    xs, ops = question.split(" ")
    sound, at = [False] * (len(chain) + 1), 0
    for n, op in enumerate(ops):
        head = (" " if n else "") + op + "="
        result = re.compile("[a-p]+").match(chain, at + len(head))
        if not chain.startswith(head, at) or not result or len(result.group()) < 2:
            return sound
        sound[at:at + len(head)] = [True] * len(head)
        right = apply(op, xs)
        for i in range(result.start(), result.end()):
            k = i - result.start()
            sound[i] = k < len(right) and chain[i] == right[k]
        xs, at = result.group(), result.end()
    sound[at] = at == len(chain)
    return sound


# ---- both ------------------------------------------------------------------------------------

class Family:
    def __init__(self, name, question, chain, sound, levels, sizes):
        self.name, self.question, self.chain, self.sound = name, question, chain, sound
        self.levels, self.sizes = levels, sizes

    def draw(self, rng):
        """A training problem: any size, never a held-out one."""
        while True:
            question = self.question(rng, *self.sizes(rng))
            if not held_out(question):
                return question

    def draw_held_out(self, rng, level):
        while True:
            question = self.question(rng, *self.levels[level])
            if held_out(question):
                return question


FAMILIES = (
    Family("arith", arith_question, arith_chain, arith_sound, ARITH_LEVELS,
           lambda rng: (rng.randint(2, 6), rng.choice((9, 20, 20, 50, 50)))),
    Family("lists", lists_question, lists_chain, lists_sound, LISTS_LEVELS,
           lambda rng: (rng.randint(3, 10), rng.randint(1, 5))),
)


def answer(chain):
    return chain.rsplit("=", 1)[-1]


def prompt(question, candidates=(), marker="a"):
    return "q " + question + "\n" + "".join("c " + c + "\n" for c in candidates) + marker + " "
