# Looks from inside a sandbox at what a program in it could reach. The answer is one line of JSON.
def _main():
    import ctypes, glob, resource, socket

    canary = json.loads(sys.stdin.buffer.readline())
    found = {}
    found["python"] = sys.version.split()[0]
    found["readsHost"] = os.path.exists(canary["file"])
    try:
        with open(os.path.join(canary["folder"], "written"), "w"):
            found["writesHost"] = True
    except OSError:
        found["writesHost"] = False
    try:
        with open("/escaped-from-sandbox", "w"):
            found["writesRoot"] = True
    except OSError:
        found["writesRoot"] = False
    found["interfaces"] = [n for i, n in socket.if_nameindex() if n != "lo"]
    found["processes"] = len([p for p in glob.glob("/proc/[0-9]*")])
    found["environment"] = canary["variable"] in os.environ
    found["uid"] = os.getuid()
    try:
        with open("/tmp/probe", "w") as scratch:
            scratch.write("x")
        found["scratch"] = True
    except OSError:
        found["scratch"] = False
    try:
        text = open("/proc/self/status").read()
        found["capabilities"] = [l.split()[1] for l in text.split("\n") if l.startswith("CapEff")][0]
    except (OSError, IndexError):
        found["capabilities"] = ""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    os._exit(0)


_main()
