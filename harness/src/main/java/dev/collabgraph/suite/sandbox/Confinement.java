package dev.collabgraph.suite.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line that runs the interpreter in a tier.
 *
 * @param tier which
 * @param legacy for bubblewrap: without the options that versions before 0.8 lack
 */
record Confinement(SandboxTier tier, boolean legacy) {
  /** User ids of slots: between those Debian hands out and those of containers' mappings. */
  static final int FIRST_UID = 64_200;

  private static final int SCRATCH_BYTES = 16 << 20;
  private static final int PROCESSES = 64;

  /**
   * Reads a script from standard input by its length, so that what follows stays there. The order
   * of a set must not differ from run to run, nor the verdict with it: a container that does not
   * hand our environment on starts the interpreter a second time.
   */
  private static final String BOOT =
      """
      import sys
      sys.path[:] = [p for p in sys.path if p]
      import os
      if os.environ.get("PYTHONHASHSEED") != "0" and sys.executable and hasattr(sys, "orig_argv"):
          os.environ["PYTHONHASHSEED"] = "0"
          os.execv(sys.executable, [sys.executable, "-s", "-S", "-B", "-c", sys.orig_argv[-1]])
      b = b""
      while not b.endswith(b"\\n"):
          c = os.read(0, 1)
          if not c: os._exit(4)
          b += c
      s = b""
      while len(s) < int(b):
          c = os.read(0, int(b) - len(s))
          if not c: os._exit(4)
          s += c
      exec(compile(s, "worker.py", "exec"))
      """;

  /** Builds the file system of the unshare tier, then gives up every privilege. */
  private static final String UNSHARE_SCRIPT =
      """
      set -e
      export PATH=/usr/bin:/usr/sbin:/bin:/sbin
      mount --make-rprivate /
      mount -t tmpfs -o size=16m,mode=755,nosuid,nodev tmpfs /tmp
      cd /tmp
      mkdir usr proc dev tmp old
      mount --rbind /usr usr
      mount -o remount,bind,ro usr
      for each in bin lib lib64 sbin; do
        if [ -L "/$each" ]; then cp -P "/$each" "$each";
        elif [ -d "/$each" ]; then mkdir "$each"; mount --rbind "/$each" "$each"; mount -o remount,bind,ro "$each"; fi
      done
      mount -t proc proc proc
      echo 0 > proc/sys/user/max_user_namespaces
      touch dev/null dev/urandom dev/zero
      for each in null urandom zero; do mount --bind "/dev/$each" "dev/$each"; done
      mount -t tmpfs -o size=16m,nosuid,nodev tmpfs tmp
      pivot_root . old
      cd /tmp
      umount -l /old
      mount -o remount,bind,ro /
      exec setpriv --no-new-privs --securebits=+noroot,+noroot_locked --inh-caps=-all --bounding-set=-all -- "$@"
      """;

  /** The tools without which the tier cannot be. */
  List<String> tools(Host host) {
    List<String> tools = new ArrayList<>();
    if (tier == SandboxTier.CONTAINER) {
      return tools;
    }
    tools.add("prlimit");
    if (host.root() || tier == SandboxTier.UNSHARE) {
      tools.add("setpriv");
    }
    if (tier == SandboxTier.BUBBLEWRAP) {
      tools.add("bwrap");
    }
    if (tier == SandboxTier.UNSHARE) {
      tools.add("unshare");
    }
    if (tier == SandboxTier.BARE) {
      tools.add("setsid");
    }
    return tools;
  }

  /**
   * The command.
   *
   * @param user number of the user of the slot, 0 or more; processes of different slots must not
   *     count against each other's limit
   */
  List<String> command(Host host, SandboxSettings settings, String python, int user) {
    List<String> command = new ArrayList<>();
    if (tier == SandboxTier.CONTAINER) {
      command.addAll(settings.prefix());
      interpreter(command, python);
      return command;
    }
    command.addAll(host.as());
    if (host.root()) {
      String uid = String.valueOf(FIRST_UID + user);
      command.addAll(
          List.of(
              host.tool("setpriv").orElseThrow(),
              "--reuid=" + uid,
              "--regid=" + uid,
              "--clear-groups",
              "--no-new-privs"));
    }
    command.add(host.tool("prlimit").orElseThrow());
    command.add("--cpu=" + settings.cpuSeconds() + ":" + (settings.cpuSeconds() + 1));
    command.add("--as=" + settings.memoryBytes());
    if (host.root()) {
      command.add("--nproc=" + PROCESSES); // a user of one's own has other processes too
    }
    command.addAll(List.of("--fsize=" + SCRATCH_BYTES, "--nofile=64", "--core=0", "--"));
    switch (tier) {
      case BUBBLEWRAP -> bubblewrap(command, host, python);
      case UNSHARE -> {
        command.addAll(
            List.of(
                host.tool("unshare").orElseThrow(),
                "--user",
                "--map-root-user",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--net",
                "--ipc",
                "--uts",
                "--",
                "/bin/sh",
                "-c",
                UNSHARE_SCRIPT,
                "sandbox"));
      }
      default -> command.addAll(List.of(host.tool("setsid").orElseThrow(), "--"));
    }
    interpreter(command, python);
    return command;
  }

  private void bubblewrap(List<String> command, Host host, String python) {
    command.addAll(List.of(host.tool("bwrap").orElseThrow(), "--unshare-all", "--unshare-user"));
    if (!legacy) {
      command.addAll(List.of("--disable-userns", "--assert-userns-disabled"));
    }
    command.addAll(
        List.of(
            "--uid",
            "65534",
            "--gid",
            "65534",
            "--die-with-parent",
            "--new-session",
            "--cap-drop",
            "ALL",
            "--clearenv"));
    environment().forEach(pair -> command.addAll(List.of("--setenv", pair[0], pair[1])));
    command.addAll(List.of("--ro-bind", "/usr", "/usr"));
    for (Path folder : host.systemFolders()) {
      if (Files.isSymbolicLink(folder)) {
        command.addAll(List.of("--symlink", target(folder), folder.toString()));
      } else {
        command.addAll(List.of("--ro-bind", folder.toString(), folder.toString()));
      }
    }
    String home = installation(python);
    if (home != null) {
      command.addAll(List.of("--ro-bind", home, home));
    }
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    if (!legacy) {
      command.addAll(List.of("--size", String.valueOf(SCRATCH_BYTES)));
    }
    // Both are in memory and know no quota: left writable they would be a way around the limit.
    command.addAll(
        List.of("--tmpfs", "/tmp", "--chdir", "/tmp", "--remount-ro", "/dev", "--remount-ro", "/"));
  }

  /** Folder of an interpreter that does not lie in /usr; null if it does. */
  private static String installation(String python) {
    Path path = Path.of(python).toAbsolutePath().normalize();
    Path bin = path.getParent();
    return path.startsWith("/usr") || bin == null || bin.getParent() == null
        ? null
        : bin.getParent().toString();
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "usr/" + link.getFileName();
    }
  }

  private static void interpreter(List<String> command, String python) {
    // Not -I: it ignores the seed of the environment, which holds nothing else.
    command.addAll(List.of(python, "-s", "-S", "-B", "-c", BOOT));
  }

  /** What a program finds in its environment. */
  static List<String[]> environment() {
    return List.of(
        new String[] {"PATH", "/usr/bin:/bin"},
        new String[] {"HOME", "/tmp"},
        new String[] {"LC_ALL", "C.UTF-8"},
        new String[] {"PYTHONHASHSEED", "0"});
  }
}
