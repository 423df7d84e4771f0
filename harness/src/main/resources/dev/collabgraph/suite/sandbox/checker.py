# Runs the tests of a task against a program in another sandbox and tells the verdict with the nonce.
def _main():
    import builtins, random

    MAX_PRINTED = 1 << 22
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.close(null)
    sys.set_int_max_str_digits(0) if hasattr(sys, "set_int_max_str_digits") else None
    peer = Peer(source, sink, b"C")
    setup = peer.receive()
    nonce, prompt, test, entry, variants, limits, seed = setup[1:8]
    random.seed(seed)

    def verdict(outcome, detail):
        text = json.dumps({"outcome": outcome, "detail": str(detail)[:2000], "requests": peer.requests})
        sink.write(b"V" + nonce.encode("ascii") + b" " + text.encode("ascii") + b"\n")
        sink.flush()
        os._exit(0)

    def guard(operation, target, args):
        """What the program may do with things of the test that it was handed."""
        if isinstance(target, FUNCTIONS):
            allowed = operation == "call"
        elif operation == "signature":
            allowed = False
        elif hasattr(type(target), "__next__"):
            allowed = operation in ("next", "iter")
        else:
            allowed = operation not in ("getattr", "setattr", "delattr") or public(args[0])
        if not allowed:
            raise AttributeError("not for the program")

    def public(name):
        return type(name) is str and not name.startswith(("_", "gi_", "cr_", "ag_", "tb_", "f_", "co_"))

    def described(e):
        line = ""
        trace = e.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == "test.py":
                lines = test.split("\n")
                number = trace.tb_lineno
                line = " (line %d of the test: %s)" % (number, lines[number - 1].strip()[:200] if number <= len(lines) else "")
            trace = trace.tb_next
        try:
            text = str(e)
        except BaseException:
            text = ""
        return "%s%s%s" % (type(e).__name__, ": " + text[:500] if text else "", line)

    def lacks_module(e):
        """Whether the test itself asked for a module that is not there; nothing the program does counts."""
        own = False
        trace = e.__traceback__ if type(e) is ModuleNotFoundError else None
        while trace is not None:
            name = trace.tb_frame.f_code.co_filename
            own = name == "test.py" or own and name != "worker.py"
            trace = trace.tb_next
        return own

    printed = 0
    known_random = None

    def show(where, text):
        """What the program prints, for a test that listens."""
        nonlocal printed
        if type(text) is not str:
            raise WireError("output that is no text")
        printed += len(text)
        if printed > MAX_PRINTED:
            raise WireError("more output than a test reads")
        (sys.stdout if where == 1 else sys.stderr).write(text)

    def read(prompt):
        """A line for input(), or what is left of standard input where there is no prompt."""
        if prompt is None:
            return sys.stdin.read()
        if type(prompt) is not str:
            raise WireError("a prompt that is no text")
        return builtins.input(prompt)

    def readline():
        return sys.stdin.readline()

    def randomness():
        """The state of random, if it is another than the program has."""
        nonlocal known_random
        state = random.getstate()
        if state == known_random:
            return None
        known_random = state
        return state

    def drawn(state):
        """The program has drawn numbers."""
        nonlocal known_random
        random.setstate(state)
        known_random = random.getstate()

    def services():
        """What of its surroundings a test may watch or set: only what it names at all."""
        listens = "stdout" in test or "stderr" in test
        answers = "stdin" in test or "input" in test
        seeds = "seed(" in test or "setstate(" in test
        wanted = {"show": listens and show, "read": answers and read, "readline": answers and readline,
                  "randomness": seeds and randomness, "drawn": seeds and drawn}
        return [[name, Codec(peer, Table()).enc(f)] for name, f in wanted.items() if f]

    def module(name):
        sys.modules[name] = types.ModuleType(name)
        return sys.modules[name].__dict__

    def prompt_space():
        """The task's own text is trusted: its helpers and classes live here."""
        for text in (prompt, prompt + "\n    pass\n"):
            space = module("prompt")
            try:
                exec(compile(text, "prompt.py", "exec", dont_inherit=True), space)
                return space
            except (SyntaxError, ValueError):
                continue
            except BaseException:
                return {}
        return {}

    def used(code, names):
        names.update(code.co_names)
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                used(constant, names)
        return names

    def run(space, calls):
        """All tests: those that run themselves, else check(), else test cases and functions."""
        try:
            exec(compiled, space)
        except SystemExit: # unittest.main() finds no test in this module; they are found below
            if peer.requests > calls:
                raise
        if peer.requests > calls:
            return
        check = space.get("check")
        if type(check) is types.FunctionType:
            check(space[entry])
            return
        cases = [v for v in space.values() if isinstance(v, type) and "unittest" in sys.modules
                 and issubclass(v, sys.modules["unittest"].TestCase)]
        if cases:
            unittest = sys.modules["unittest"]
            result = unittest.TestResult()
            for case in cases:
                unittest.defaultTestLoader.loadTestsFromTestCase(case).run(result)
            if not result.wasSuccessful():
                raise AssertionError(((result.failures + result.errors)[0][1]).strip().split("\n")[-1])
            return
        for name, value in list(space.items()):
            if name.startswith("test") and type(value) is types.FunctionType:
                value()

    try:
        compiled = compile(test, "test.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as e:
        verdict("broken", "the test is no Python: " + described(e))
    known = prompt_space()
    own_class = isinstance(known.get(entry), type)
    classes = [n for n, v in known.items()
               if isinstance(v, type) and v.__module__ == "prompt" and n != entry]
    peer.shared = {n: known[n] for n in classes}
    peer.declared = frozenset([entry] if own_class else [])
    peer.guard = guard
    try:
        if peer.receive() != ["hello"]:
            raise WireError("no greeting")
    except (PeerGone, WireError):
        verdict("unstarted", "the sandbox of the program ended before it began")
    sink.write(b"S\n")
    sink.flush()
    try:
        peer.send(["load", variants, entry, classes, limits, seed, services()])
        frame = peer.receive()
        if frame[0] == "failed" and len(frame) == 2:
            error = Codec(peer, Table()).dec(["x", frame[1]])
            verdict("memory" if isinstance(error, MemoryError) else "failed", "at import: " + described(error))
        if frame[0] != "loaded" or len(frame) != 2:
            raise WireError("no greeting")
        space = module("test")
        space.update((n, v) for n, v in known.items() if not n.startswith("__"))
        wanted = used(compiled, set()) | {entry}
        for name, value in frame[1]:
            if type(name) is str and name in wanted and (name == entry or not hasattr(builtins, name) and name not in known):
                space[name] = Codec(peer, Table()).dec(value)
        if entry in space:
            space.setdefault("candidate", space[entry])
        module("solution").update((n, v) for n, v in space.items() if not n.startswith("__"))
        run(space, peer.requests)
        if peer.requests == 0:
            verdict("broken", "the test never asked for %s" % entry)
    except PeerGone:
        verdict("crash", "the program ended before the tests did")
    except WireError as e:
        verdict("failed", "the program sent %s" % e)
    except CandidateMemoryError:
        verdict("memory", "the program ran out of memory")
    except BaseException as e:
        verdict("broken" if lacks_module(e) else "failed", described(e))
    verdict("passed", "")


_main()
