package dev.collabgraph.suite.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the machine has to confine programs with.
 *
 * @param root whether this process runs as root, so that every slot gets a user id of its own
 * @param tools paths of the tools there are, by name
 * @param as a command in front of everything, to try the tiers as another user; usually empty
 */
record Host(boolean root, Map<String, String> tools, List<String> as) {
  private static final List<String> TOOLS =
      List.of("bwrap", "prlimit", "python3", "setpriv", "setsid", "unshare");
  private static final List<Path> FOLDERS = List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"));

  Host {
    tools = Map.copyOf(tools);
    as = List.copyOf(as);
  }

  /** This machine; only tools of the system count, so that no folder of the user's is needed. */
  static Host local() {
    Map<String, String> tools = new TreeMap<>();
    for (String name : TOOLS) {
      FOLDERS.stream()
          .map(folder -> folder.resolve(name))
          .filter(Files::isExecutable)
          .findFirst()
          .ifPresent(tool -> tools.put(name, tool.toString()));
    }
    return new Host(uid() == 0, tools, List.of());
  }

  private static int uid() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | RuntimeException e) {
      return -1; // no Linux: no tier will be found either
    }
  }

  Optional<String> tool(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  /** The folders that link into /usr on most machines and are folders on some. */
  List<Path> systemFolders() {
    List<Path> folders = new ArrayList<>();
    for (String name : List.of("/bin", "/lib", "/lib64", "/sbin")) {
      if (Files.exists(Path.of(name))) {
        folders.add(Path.of(name));
      }
    }
    return folders;
  }
}
