# Runs a program that nobody trusts and answers the checker's calls. It knows neither the tests nor
# what they expect, and holds nothing that is worth stealing.
def _main():
    import ast, random, resource

    MAX_CUTS, MAX_KEPT = 20, 1 << 20
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    peer = Peer(source, sink)
    peer.send(["hello"])
    setup = peer.receive()
    variants, entry, classes, limits, seed, services = setup[1:7]
    random.seed(seed)
    for name, value in limits.items():
        what = getattr(resource, name)
        hard = resource.getrlimit(what)[1]
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (wanted, wanted))

    def binds(tree):
        for node in tree.body:
            names = []
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                names = [node.name]
            elif isinstance(node, ast.Assign):
                names = [t.id for t in node.targets if isinstance(t, ast.Name)]
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                names = [node.target.id]
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                names = [a.asname or a.name for a in node.names]
            elif isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.While)) and binds(node):
                return True
            if entry in names:
                return True
        return False

    def choose():
        first = None
        compiled = None
        for parts in variants:
            try:
                trees = [ast.parse(part, "solution.py") for part in parts]
                code = [compile(part, "solution.py", "exec", dont_inherit=True) for part in parts]
            except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as e:
                first = first or e
                continue
            if any(binds(tree) for tree in trees):
                return code
            compiled = compiled or code
        if compiled is not None:
            return compiled
        for parts in variants:
            code = whole(parts)
            if code is not None:
                return code
        raise SyntaxError("the program is no Python: %s" % first)

    def whole(parts):
        """The program without its end, where an answer was cut off in a later definition."""
        if not ends_early(parts[-1]):
            return None
        lines = parts[-1].split("\n")
        starts = [i for i, line in enumerate(lines) if line[:1] not in ("", " ", "\t", "#", ")", "]", "}")]
        for at in starts[:-MAX_CUTS - 1:-1]:
            kept = parts[:-1] + ["\n".join(lines[:at])]
            try:
                trees = [ast.parse(part, "solution.py") for part in kept]
                if any(binds(tree) for tree in trees):
                    return [compile(part, "solution.py", "exec", dont_inherit=True) for part in kept]
            except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
                continue
        return None

    def ends_early(text):
        """Whether what is wrong with a program is that it stops, and no fault in the midst of it."""
        try:
            ast.parse(text)
        except SyntaxError as e:
            last = text.rstrip().count("\n") + 1
            message = str(e.msg)
            return (e.lineno or 0) >= last or any(word in message for word in ("never closed", "unterminated", "EOF"))
        except (ValueError, RecursionError, MemoryError, OverflowError):
            return False
        return True

    def attach(found):
        """Hands what the program prints, reads and draws to a test that watches it. Only the thread that
        serves may ask, and only while it serves; other threads' output waits for it."""
        import builtins, io, threading
        main = threading.get_ident()
        pending, kept, depth, drawn_from = [], [0], [0], [None]
        real_out, real_input = sys.stdout, builtins.input

        def serving():
            return depth[0] > 0 and threading.get_ident() == main

        def flush():
            while pending and "show" in found:
                where, text = pending.pop(0)
                while pending and pending[0][0] == where:
                    text += pending.pop(0)[1]
                found["show"](where, text)

        class Out(io.TextIOBase):
            encoding = "utf-8"

            def __init__(self, where):
                self.where = where

            def writable(self):
                return True

            @property
            def buffer(self):
                return Bytes(self)

            def write(self, text):
                if not isinstance(text, str):
                    raise TypeError("write() argument must be str, not " + type(text).__name__)
                kept[0] += len(text)
                if kept[0] > MAX_KEPT:
                    return real_out.write(text)
                pending.append((self.where, str.__getitem__(text, slice(None))))
                return len(text)

        class Bytes(io.RawIOBase):
            def __init__(self, out):
                self.out = out

            def writable(self):
                return True

            def write(self, data):
                self.out.write(bytes(data).decode("utf-8", "replace"))
                return len(data)

        class In(io.TextIOBase):
            encoding = "utf-8"

            def readable(self):
                return True

            def read(self, size=-1):
                if not serving():
                    return ""
                flush()
                return found["read"](None)

            def readline(self, size=-1):
                if not serving():
                    return ""
                flush()
                return found["readline"]()

        def asked(prompt=""):
            if not serving():
                return real_input(prompt)
            flush()
            return found["read"](str(prompt))

        def before():
            depth[0] += 1
            if depth[0] == 1 and "randomness" in found:
                state = found["randomness"]()
                if state is not None:
                    random.setstate(state)
                drawn_from[0] = random.getstate()

        def after():
            try:
                if depth[0] == 1:
                    flush()
                    if "drawn" in found and random.getstate() != drawn_from[0]:
                        found["drawn"](random.getstate())
            finally:
                depth[0] -= 1

        if "show" in found:
            sys.stdout, sys.stderr = Out(1), Out(2)
        if "read" in found:
            sys.stdin, builtins.input = In(), asked
        peer.before, peer.after = before, after

    module = types.ModuleType("solution")
    space = module.__dict__
    sys.modules["solution"] = module
    try:
        for code in choose():
            exec(code, space)
        if entry not in space:
            raise NameError("the program defines no %s" % entry)
    except PeerGone:
        os._exit(3)
    except BaseException as e:
        peer.send(["failed", Codec(peer, Table()).enc_exception(e)])
        os._exit(0)
    attach({name: Codec(peer, Table()).dec(handle) for name, handle in services})
    peer.shared = {n: space[n] for n in classes if isinstance(space.get(n), type)}
    names = []
    for name, value in list(space.items()):
        if type(name) is str and not name.startswith("__"):
            try:
                names.append([name, Codec(peer, Table()).enc(value)])
            except Exception:
                continue
    peer.send(["loaded", names])
    try:
        while True:
            frame = peer.receive()
            peer.serve(frame)
    except (PeerGone, WireError):
        os._exit(0)


_main()
