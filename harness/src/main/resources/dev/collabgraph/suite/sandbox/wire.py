# What the checker and the candidate have in common: values and calls over a pipe, one JSON array a
# line. Data crosses by value, as the plain types of Python, so that a comparison in the checker is
# Python's own; what is not data crosses as a handle. Nothing received is ever evaluated.
import collections, datetime, decimal, fractions, importlib, json, operator, os, sys, types

MAX_PLAIN = 1 << 53
VIEWS = {type({}.keys()): "keys", type({}.values()): "values", type({}.items()): "items"}
COLLECTIONS = {"OrderedDict": collections.OrderedDict, "Counter": collections.Counter}
FACTORIES = {"int": int, "list": list, "dict": dict, "set": set, "str": str, "float": float, "tuple": tuple, "bool": bool}
DATES = {c.__name__: c for c in (datetime.date, datetime.datetime, datetime.time, datetime.timedelta)}
NAMED_MODULES = ("builtins", "math", "operator")
STDLIB = frozenset(getattr(sys, "stdlib_module_names", ("math", "re", "collections", "itertools", "string")))
FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)


class WireError(Exception):
    """The other side broke the protocol."""


class PeerGone(BaseException):
    """The other side has ended."""


class CandidateMemoryError(MemoryError):
    """The other side ran out of memory."""


class Table:
    """Mutable objects of one call, known to both sides by number."""

    def __init__(self):
        self.objects = {}
        self.ids = {}

    def add(self, value, number=None):
        number = len(self.objects) + 1 if number is None else number
        self.objects[number] = value
        self.ids[id(value)] = number
        return number


def builtin_name(value):
    module = getattr(value, "__module__", None)
    name = getattr(value, "__name__", None)
    if isinstance(module, str) and isinstance(name, str) and module in NAMED_MODULES:
        if getattr(sys.modules.get(module), name, None) is value:
            return ["y", module, name]
    return None


def slots_of(value):
    names = []
    for cls in type(value).__mro__:
        slots = cls.__dict__.get("__slots__", ())
        names += [slots] if isinstance(slots, str) else list(slots)
    return [n for n in names if n not in ("__dict__", "__weakref__") and hasattr(value, n)]


def attributes(value):
    found = dict(getattr(value, "__dict__", {}))
    for name in slots_of(value):
        found[name] = getattr(value, name)
    return found


class Codec:
    def __init__(self, peer, table):
        self.peer = peer
        self.table = table

    def enc(self, v):
        t = type(v)
        if v is None or t is bool or t is str or t is float:
            return v
        if t is int:
            return v if -MAX_PLAIN < v < MAX_PLAIN else ["i", hex(v)]
        known = self.table.ids.get(id(v))
        if known is not None:
            return ["@", known]
        if isinstance(v, Remote):
            return ["g", object.__getattribute__(v, "_remote_number")]
        if isinstance(v, type):
            return self.enc_class(v)
        if self.peer.shared.get(t.__name__) is t:
            return self.enc_shared(v)
        if isinstance(v, (list, dict, set, bytearray, collections.deque)):
            return ["m", self.table.add(v)] + self.content(v)
        if isinstance(v, tuple):
            fields = getattr(t, "_fields", None)
            items = [self.enc(x) for x in tuple.__iter__(v)]
            return ["n", t.__name__, list(fields), items] if t is not tuple and fields else ["t", items]
        if isinstance(v, bool) or isinstance(v, int):
            return self.enc(int.__add__(v, 0))
        if isinstance(v, float):
            return float.__pos__(v)
        if isinstance(v, str):
            return str.__getitem__(v, slice(None))
        if isinstance(v, bytes):
            return ["b", bytes.hex(v)]
        if isinstance(v, frozenset):
            return ["z", [self.enc(x) for x in frozenset.__iter__(v)]]
        if t is complex:
            return ["c", v.real, v.imag]
        if t is range:
            return ["r", self.enc(v.start), self.enc(v.stop), self.enc(v.step)]
        if t is slice:
            return ["S", self.enc(v.start), self.enc(v.stop), self.enc(v.step)]
        if t is decimal.Decimal:
            return ["e", str(v)]
        if t is fractions.Fraction:
            return ["F", self.enc(v.numerator), self.enc(v.denominator)]
        if t.__name__ in DATES and t is DATES[t.__name__] and getattr(v, "tzinfo", None) is None:
            return ["T", t.__name__, self.enc(v.__reduce__()[1])] if t is datetime.timedelta else ["T", t.__name__, self.enc(date_parts(v))]
        if t in VIEWS:
            return ["v", VIEWS[t], [self.enc(x) for x in v]]
        if v is Ellipsis or v is NotImplemented:
            return ["y", "builtins", str(v)]
        if t is types.ModuleType:
            return ["M", v.__name__] if v.__name__ in STDLIB else ["y", "builtins", "None"]
        if isinstance(v, BaseException):
            return ["x", self.enc_exception(v)]
        return builtin_name(v) or self.enc_handle(v)

    def content(self, v):
        if isinstance(v, list):
            return ["l", [self.enc(x) for x in list.__iter__(v)]]
        if isinstance(v, dict):
            kind = type(v).__name__ if type(v) in COLLECTIONS.values() else "dict"
            factory = None
            if isinstance(v, collections.defaultdict):
                kind, factory = "defaultdict", getattr(v.default_factory, "__name__", None)
            return ["d", kind, factory, [[self.enc(k), self.enc(x)] for k, x in dict.items(v)]]
        if isinstance(v, set):
            return ["s", [self.enc(x) for x in set.__iter__(v)]]
        if isinstance(v, bytearray):
            return ["B", bytes(v).hex()]
        if isinstance(v, collections.deque):
            return ["q", v.maxlen, [self.enc(x) for x in collections.deque.__iter__(v)]]
        return ["o", type(v).__name__, [[k, self.enc(x)] for k, x in attributes(v).items()]]

    def enc_shared(self, v):
        import enum
        if isinstance(v, enum.Enum):
            return ["E", type(v).__name__, v.name]
        if isinstance(v, BaseException):
            return ["x", self.enc_exception(v)]
        if isinstance(v, tuple):
            return ["N", type(v).__name__, [self.enc(x) for x in tuple.__iter__(v)]]
        return ["m", self.table.add(v)] + self.content(v)

    def enc_class(self, cls):
        if self.peer.shared.get(cls.__name__) is cls:
            return ["k", cls.__name__]
        named = builtin_name(cls)
        if named is None and issubclass(cls, BaseException):
            return ["X", cls.__name__, exception_bases(cls)]
        return named or self.enc_handle(cls)

    def enc_exception(self, v):
        try:
            text = str(v)
        except Exception:
            text = ""
        table = self.table
        try:
            args = [self.enc(x) for x in v.args]
            found = [[k, self.enc(x)] for k, x in v.__dict__.items() if not k.startswith("_")]
        except Exception:
            args, found, self.table = [text], [], table
        return [type(v).__name__, exception_bases(type(v)), args, text[:2000], found]

    def enc_handle(self, v):
        flags = ""
        if isinstance(v, type):
            flags = "k"
        elif isinstance(v, types.GeneratorType):
            flags = "G"
        elif isinstance(v, types.CoroutineType):
            flags = "A"
        elif hasattr(type(v), "__next__"):
            flags = "n"
        if callable(v):
            flags += "c"
        name = v.__name__ if isinstance(v, type) else type(v).__name__
        return ["h", self.peer.export(v), name, flags]

    def dec(self, j):
        t = type(j)
        if t is not list:
            if t is dict:
                raise WireError("an object where a value was expected")
            return j
        try:
            return getattr(self, "dec_" + TAGS[j[0]])(*j[1:])
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, ImportError) as e:
            raise WireError("a malformed value: %s" % type(e).__name__)

    def dec_big(self, text):
        return int(text, 16)

    def dec_known(self, number):
        return self.table.objects[number]

    def dec_own(self, number):
        return self.peer.exports[number]

    def dec_mutable(self, number, kind, *content):
        empty = {"l": list, "s": set, "B": bytearray}
        if number in self.table.objects or type(number) is not int:
            raise WireError("a number used twice")
        if kind in empty:
            value = empty[kind]()
        elif kind == "d":
            if content[0] == "defaultdict":
                value = collections.defaultdict(FACTORIES.get(content[1]))
            else:
                value = COLLECTIONS.get(content[0], dict)()
        elif kind == "q":
            value = collections.deque(maxlen=content[0])
        else:
            cls = self.peer.shared[content[0]]
            value = cls.__new__(cls)
        self.table.add(value, number)
        self.fill(value, kind, *content)
        return value

    def fill(self, value, kind, *content):
        items = content[-1]
        if kind == "l":
            value[:] = [self.dec(x) for x in items]
        elif kind == "d":
            pairs = [(self.dec(k), self.dec(x)) for k, x in items]
            dict.clear(value)
            for k, x in pairs:
                dict.__setitem__(value, k, x)
        elif kind == "s":
            found = [self.dec(x) for x in items]
            value.clear()
            value.update(found)
        elif kind == "B":
            value[:] = bytes.fromhex(items)
        elif kind == "q":
            found = [self.dec(x) for x in items]
            value.clear()
            value.extend(found)
        elif kind == "o":
            if self.peer.shared[content[0]] is not type(value):
                raise WireError("an object of another class")
            found = [(k, self.dec(x)) for k, x in items]
            for name in list(getattr(value, "__dict__", {})):
                object.__delattr__(value, name)
            for name, x in found:
                if name.startswith("__"):
                    raise WireError("a special attribute")
                object.__setattr__(value, name, x)
        else:
            raise WireError("an unknown container")

    def dec_tuple(self, items):
        return tuple([self.dec(x) for x in items])

    def dec_named(self, name, fields, items):
        if not all(f.isidentifier() and not f.startswith("_") for f in fields + [name]):
            raise WireError("a named tuple with odd names")
        return self.peer.named(name, tuple(fields))(*[self.dec(x) for x in items])

    def dec_shared_tuple(self, name, items):
        cls = self.peer.shared[name]
        return tuple.__new__(cls, [self.dec(x) for x in items])

    def dec_member(self, name, member):
        return self.peer.shared[name][member]

    def dec_bytes(self, text):
        return bytes.fromhex(text)

    def dec_frozen(self, items):
        return frozenset([self.dec(x) for x in items])

    def dec_complex(self, real, imag):
        return complex(real, imag)

    def dec_range(self, *parts):
        return range(*[self.dec(x) for x in parts])

    def dec_slice(self, *parts):
        return slice(*[self.dec(x) for x in parts])

    def dec_decimal(self, text):
        return decimal.Decimal(text)

    def dec_fraction(self, a, b):
        return fractions.Fraction(self.dec(a), self.dec(b))

    def dec_date(self, name, parts):
        return DATES[name](*self.dec(parts))

    def dec_view(self, kind, items):
        found = [self.dec(x) for x in items]
        if kind == "keys":
            return dict.fromkeys(found).keys()
        return dict(found).items() if kind == "items" else dict(enumerate(found)).values()

    def dec_builtin(self, module, name):
        if module not in NAMED_MODULES or name.startswith("__"):
            raise WireError("an unknown name")
        return getattr(importlib.import_module(module), name) if name != "None" else None

    def dec_module(self, name):
        if name not in STDLIB:
            raise WireError("an unknown module")
        return importlib.import_module(name)

    def dec_class(self, name):
        return self.peer.shared[name]

    def dec_exception_class(self, name, bases):
        return self.peer.exception_class(name, bases)

    def dec_exception(self, parts):
        return self.peer.exception(parts, self)

    def dec_handle(self, number, name, flags):
        return self.peer.proxy(number, name, flags)


TAGS = {"i": "big", "@": "known", "g": "own", "m": "mutable", "t": "tuple", "n": "named", "N": "shared_tuple",
        "E": "member", "b": "bytes", "z": "frozen", "c": "complex", "r": "range", "S": "slice", "e": "decimal",
        "F": "fraction", "T": "date", "v": "view", "y": "builtin", "M": "module", "k": "class",
        "X": "exception_class", "x": "exception", "h": "handle"}


def date_parts(v):
    if isinstance(v, datetime.datetime):
        return (v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond)
    if isinstance(v, datetime.date):
        return (v.year, v.month, v.day)
    return (v.hour, v.minute, v.second, v.microsecond)


def exception_bases(cls):
    return [c.__name__ for c in cls.__mro__ if c.__module__ == "builtins" and c is not object]


class Remote:
    """Something of the other side that is no data. An operation that would hand the other side a
    value to compare with is refused, so that no "__eq__" or "__sub__" can answer what is asked for;
    two things of the other side may be compared by it, and a class that the task itself declares
    has its operators."""

    __slots__ = ("_remote_peer", "_remote_number", "_remote_declared")

    def __getattr__(self, name):
        return ask(self, "getattr", name)

    def __setattr__(self, name, value):
        ask(self, "setattr", name, value)

    def __delattr__(self, name):
        ask(self, "delattr", name)

    def __instancecheck__(self, other):
        return isinstance(other, Remote) and ask(self, "isinstance", other) is True

    def __subclasscheck__(self, other):
        return isinstance(other, Remote) and ask(self, "issubclass", other) is True

    def __hash__(self):
        return hash(("remote", object.__getattribute__(self, "_remote_number")))

    def __contains__(self, item):
        if isinstance(item, Remote) or object.__getattribute__(self, "_remote_declared"):
            return ask(self, "contains", item)
        return any(x is item or x == item for x in iter(self))

    def __exit__(self, *error):
        return ask(self, "exit", None, None, None)


UNARY = {"len": "len", "iter": "iter", "bool": "bool", "str": "str", "repr": "repr", "int": "int", "float": "float",
         "index": "index", "neg": "neg", "pos": "pos", "abs": "abs", "enter": "enter", "reversed": "reversed"}
INDEXED = ("getitem", "setitem", "delitem")
BINARY = ("eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul",
          "and_", "or_", "xor", "lshift", "rshift")
OPERATIONS = {"getattr": getattr, "setattr": setattr, "delattr": delattr, "next": next,
              "send": lambda g, v: g.send(v), "throw": lambda g, e: g.throw(e), "len": len, "iter": iter,
              "bool": bool, "str": str, "repr": repr, "int": int, "float": float, "index": operator.index,
              "neg": operator.neg, "pos": operator.pos, "abs": abs, "reversed": reversed,
              "call": lambda f, a, k: f(*a, **k), "signature": lambda f: described_parameters(f), "await": lambda c: run_coroutine(c),
              "isinstance": lambda c, v: isinstance(v, c), "issubclass": lambda c, v: issubclass(v, c),
              "contains": operator.contains,
              "enter": lambda v: type(v).__enter__(v), "exit": lambda v, *e: type(v).__exit__(v, *e)}
for _name in INDEXED + BINARY:
    OPERATIONS[_name] = getattr(operator, _name)
    OPERATIONS["r" + _name] = (lambda f: lambda a, b: f(b, a))(getattr(operator, _name))


def ask(remote, operation, *args):
    peer = object.__getattribute__(remote, "_remote_peer")
    return peer.request(operation, object.__getattribute__(remote, "_remote_number"), args)


def run_coroutine(coroutine):
    import asyncio
    return asyncio.run(coroutine)


def _install():
    def unary(name):
        return lambda self: ask(self, name)

    def indexed(name):
        return lambda self, *args: ask(self, name, *args)

    def binary(name, swapped):
        def method(self, other):
            if isinstance(other, Remote) or object.__getattribute__(self, "_remote_declared"):
                return ask(self, ("r" if swapped else "") + name, other)
            return NotImplemented
        return method

    for name in UNARY:
        setattr(Remote, "__%s__" % name, unary(name))
    for name in INDEXED:
        setattr(Remote, "__%s__" % name, indexed(name))
    for name in BINARY:
        plain = name.rstrip("_")
        setattr(Remote, "__%s__" % plain, binary(name, False))
        if name not in ("eq", "ne", "lt", "le", "gt", "ge"):
            setattr(Remote, "__r%s__" % plain, binary(name, True))


_install()


class RemoteCallable(Remote):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return ask(self, "call", args, kwargs)


def described_parameters(function):
    import inspect
    return [(p.name, int(p.kind), p.default is not p.empty, None if p.default is p.empty else p.default,
             p.annotation is not p.empty, None if p.annotation is p.empty else p.annotation)
            for p in inspect.signature(function).parameters.values()]


def remote_signature(remote):
    """What inspect.signature() gives for something of the other side."""
    import inspect
    try:
        return inspect.Signature([
            inspect.Parameter(name, inspect._ParameterKind(kind), default=default if has_default else inspect.Parameter.empty,
                              annotation=annotation if annotated else inspect.Parameter.empty)
            for name, kind, has_default, default, annotated, annotation in ask(remote, "signature")])
    except (TypeError, ValueError) as e:
        raise AttributeError(str(e))


def metadata():
    """Names and texts that Python finds on a type before it asks the object for them."""
    def of(name):
        return property(lambda self: ask(self, "getattr", name))

    members = {name: of(name) for name in ("__doc__", "__name__", "__annotations__")}
    members["__signature__"] = property(remote_signature)
    return members


class Peer:
    def __init__(self, source, sink, prefix=b""):
        self.source = source
        self.sink = sink
        self.prefix = prefix
        self.exports = {}
        self.numbers = {}
        self.proxies = {}
        self.kinds = {}
        self.shared = {}
        self.declared = frozenset()
        self.requests = 0
        self.guard = None
        self.before = self.after = lambda: None

    def send(self, frame):
        data = json.dumps(frame, separators=(",", ":")).encode("ascii")
        try:
            self.sink.write(self.prefix + data + b"\n")
            self.sink.flush()
        except OSError:
            raise PeerGone()

    def receive(self):
        line = self.source.readline()
        if not line.endswith(b"\n"):
            raise PeerGone()
        try:
            frame = json.loads(line)
        except (ValueError, RecursionError):
            raise WireError("a line that is no JSON")
        if type(frame) is not list or len(frame) < 1:
            raise WireError("a line that is no frame")
        return frame

    def export(self, value):
        number = self.numbers.get(id(value))
        if number is None:
            number = len(self.exports) + 1
            self.exports[number] = value
            self.numbers[id(value)] = number
        return number

    def named(self, name, fields):
        key = ("named", name, fields)
        if key not in self.kinds:
            self.kinds[key] = collections.namedtuple(name, fields)
        return self.kinds[key]

    def exception_class(self, name, bases):
        import builtins
        if name in self.shared and issubclass(self.shared[name], BaseException):
            return self.shared[name]
        own = getattr(builtins, name, None)
        if isinstance(own, type) and issubclass(own, BaseException):
            return own
        key = ("exception", name)
        if key not in self.kinds:
            base = Exception
            for candidate in bases:
                found = getattr(builtins, candidate, None)
                if isinstance(found, type) and issubclass(found, BaseException):
                    base = found
                    break
            self.kinds[key] = type(name, (base,), {"__str__": lambda self: self.__dict__.get("_remote_text", base.__str__(self))})
        return self.kinds[key]

    def exception(self, parts, codec):
        """An exception like the other side's. One that is no builtin is made without its own
        constructor, which may want other arguments than those it handed on."""
        name, bases, args, text, found = parts
        cls = self.exception_class(name, bases)
        values = [codec.dec(x) for x in args]
        if type(text) is not str or any(type(k) is not str or k.startswith("_") or k == "args" for k, x in found):
            raise WireError("a malformed exception")
        if cls.__module__ == "builtins":
            try:
                error = cls(*values)
            except Exception:
                error = cls(text) if issubclass(cls, Exception) and not issubclass(cls, UnicodeError) else RuntimeError(text)
        else:
            error = cls.__new__(cls, *values)
            error.args = tuple(values)
            if ("exception", name) in self.kinds:
                error.__dict__["_remote_text"] = text
        error.__dict__.update((k, codec.dec(x)) for k, x in found)
        return error

    def proxy(self, number, name, flags):
        if number in self.proxies:
            return self.proxies[number]
        if type(number) is not int or type(name) is not str or type(flags) is not str:
            raise WireError("a malformed handle")
        key = ("proxy", name, flags)
        if key not in self.kinds:
            members = {"__slots__": ()}
            if "c" in flags:
                members.update(metadata())
            if "n" in flags or "G" in flags:
                members["__iter__"] = lambda self: self
                members["__next__"] = lambda self: ask(self, "next")
            self.kinds[key] = type(name, (RemoteCallable if "c" in flags else Remote,), members)
        value = object.__new__(self.kinds[key])
        object.__setattr__(value, "_remote_peer", self)
        object.__setattr__(value, "_remote_number", number)
        object.__setattr__(value, "_remote_declared", name in self.declared)
        if "G" in flags:
            value = generator(value)
        elif "A" in flags:
            value = awaiting(value)
        self.proxies[number] = value
        return value

    def request(self, operation, number, args):
        """Asks the other side and serves it until it answers. Arguments it changed are changed here."""
        self.requests += 1
        this = self.requests
        table = Table()
        self.send(["q", this, operation, number, Codec(self, table).enc(tuple(args))])
        while True:
            frame = self.receive()
            if frame[0] == "q":
                self.serve(frame)
                continue
            if frame[0] != "a" or len(frame) != 5 or frame[1] != this:
                raise WireError("an answer that nobody asked for")
            codec = Codec(self, table)
            for changed, content in frame[2]:
                if changed not in table.objects:
                    raise WireError("a change to an unknown object")
                codec.fill(table.objects[changed], *content)
            if frame[3] == "ok":
                return codec.dec(frame[4])
            raise self.failure(codec.dec(["x", frame[4]]), operation)

    def failure(self, error, operation):
        if isinstance(error, StopIteration) and operation not in ("next", "send", "throw"):
            return RuntimeError("the call raised StopIteration")
        if type(error) is MemoryError:
            return CandidateMemoryError(*error.args)
        return error

    def serve(self, frame):
        if len(frame) != 5 or frame[2] not in OPERATIONS:
            raise WireError("a malformed request")
        table = Table()
        codec = Codec(self, table)
        try:
            args = codec.dec(frame[4])
            target = self.exports[frame[3]]
        except KeyError:
            raise WireError("an unknown handle")
        before = {n: json.dumps(codec.content(o)) for n, o in list(table.objects.items())}
        try:
            if self.guard is not None:
                self.guard(frame[2], target, args)
            self.before()
            try:
                result = ["ok", OPERATIONS[frame[2]](target, *args)]
            finally:
                self.after()
        except (PeerGone, WireError):
            raise
        except BaseException as e:
            result = ["err", e]
        try:
            answer = self.answer(frame[1], codec, before, result)
        except PeerGone:
            raise
        except BaseException as e:
            error = MemoryError() if isinstance(e, MemoryError) else TypeError("the value cannot be sent: %s" % type(e).__name__)
            answer = self.answer(frame[1], Codec(self, Table()), {}, ["err", error])
        self.send(answer)

    def answer(self, number, codec, before, result):
        changes = []
        for n, old in before.items():
            content = codec.content(codec.table.objects[n])
            if json.dumps(content) != old:
                changes.append([n, content])
        value = codec.enc(result[1]) if result[0] == "ok" else codec.enc_exception(result[1])
        return ["a", number, changes, result[0], value]


def generator(remote):
    operation, args = "next", ()
    while True:
        try:
            value = ask(remote, operation, *args)
        except StopIteration as e:
            return e.value
        try:
            sent = yield value
            operation, args = ("next", ()) if sent is None else ("send", (sent,))
        except Exception as e:
            operation, args = "throw", (e,)


async def awaiting(remote):
    return ask(remote, "await")
