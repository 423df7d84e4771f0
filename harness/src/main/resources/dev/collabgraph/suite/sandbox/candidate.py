# Runs a program that nobody trusts and answers the checker's calls. It knows neither the tests nor
# what they expect, and holds nothing that is worth stealing.
def _main():
    import ast, random, resource

    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    peer = Peer(source, sink)
    peer.send(["hello"])
    setup = peer.receive()
    variants, entry, classes, limits, seed = setup[1:6]
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
        raise SyntaxError("the program is no Python: %s" % first)

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
