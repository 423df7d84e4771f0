package dev.collabgraph.suite.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

@RequiresTool({Tool.BWRAP, Tool.PYTHON3})
class SandboxTierTest {
  private static final Program RIGHT =
      new Program("", "assert f(2) == 3", "f", List.of(List.of("def f(x):\n    return x + 1\n")));
  private static final Program NOSY =
      new Program(
          "",
          "assert f(2) == 3",
          "f",
          List.of(
              List.of(
                  "import socket\n"
                      + "def f(x):\n"
                      + "    return 3 if len(socket.if_nameindex()) > 1 else 0\n")));

  private static SandboxSettings settings() {
    return SandboxSettings.defaults().withTimeout(Duration.ofSeconds(30));
  }

  private static SandboxSettings settings(List<String> prefix, boolean unsandboxed) {
    SandboxSettings d = settings();
    return new SandboxSettings(
        prefix, unsandboxed, null, d.timeout(), d.memoryMegabytes(), d.outputKilobytes(), 1);
  }

  /** This machine without some of its tools. */
  private static Host without(boolean root, List<String> as, String... absent) {
    Map<String, String> tools = new TreeMap<>(Host.local().tools());
    tools.keySet().removeAll(List.of(absent));
    return new Host(root, tools, as);
  }

  private static void judges(Sandbox sandbox) {
    assertThat(sandbox.judge(RIGHT).outcome()).isEqualTo(Judgement.Outcome.PASSED);
    assertThat(sandbox.judge(NOSY).outcome()).isEqualTo(Judgement.Outcome.FAILED);
  }

  private static List<String> asOrdinaryUser() {
    Assumptions.assumeTrue(Host.local().root(), "needs root to become another user");
    return List.of("/usr/bin/setpriv", "--reuid=12345", "--regid=12345", "--clear-groups");
  }

  @Test
  void bubblewrapIsTheFirstChoice() {
    Sandbox sandbox = Sandbox.open(settings());
    assertThat(sandbox.tier()).isEqualTo(SandboxTier.BUBBLEWRAP);
    assertThat(sandbox.pythonVersion()).startsWith("3.");
    judges(sandbox);
  }

  @Test
  void bubblewrapWorksForAnOrdinaryUser() {
    Host user = new Host(false, Host.local().tools(), asOrdinaryUser());
    Sandbox sandbox = Sandbox.open(settings(), user);
    assertThat(sandbox.tier()).isEqualTo(SandboxTier.BUBBLEWRAP);
    judges(sandbox);
  }

  @Test
  void withoutBubblewrapNamespacesOfUtilLinuxAreUsed() {
    Host host = without(Host.local().root(), List.of(), "bwrap");
    Sandbox sandbox = Sandbox.open(settings(), host);
    assertThat(sandbox.tier()).isEqualTo(SandboxTier.UNSHARE);
    judges(sandbox);
    containsWriters(sandbox);
  }

  @Test
  void withoutBubblewrapAnOrdinaryUserHasNamespacesToo() {
    Sandbox sandbox = Sandbox.open(settings(), without(false, asOrdinaryUser(), "bwrap"));
    assertThat(sandbox.tier()).isEqualTo(SandboxTier.UNSHARE);
    judges(sandbox);
  }

  private static void containsWriters(Sandbox sandbox) {
    for (SandboxPrograms.Hostile program : SandboxPrograms.hostile()) {
      if (program.name().matches("(reads files|writes outside|new name|network|runs set-uid).*")) {
        Program asked =
            new Program("", "assert add(2, 3) == 5", "add", List.of(List.of(program.code())));
        Judgement judgement = sandbox.judge(asked);
        assertThat(judgement.outcome())
            .as(program.name() + ": " + judgement.detail())
            .isEqualTo(Judgement.Outcome.FAILED);
      }
    }
  }

  @Test
  void withoutAnyTierTheRefusalNamesEachAndARemedy() {
    Host host = without(Host.local().root(), List.of(), "bwrap", "unshare");
    assertThatThrownBy(() -> Sandbox.open(settings(), host))
        .isInstanceOf(SandboxRefusedException.class)
        .hasMessageContaining("bubblewrap: there is no bwrap")
        .hasMessageContaining("unshare: there is no unshare")
        .hasMessageContaining("apt-get install bubblewrap")
        .hasMessageContaining("scorer.allowUnsandboxed: true");
  }

  @Test
  void bareProcessNeedsPermission() {
    Host host = without(Host.local().root(), List.of(), "bwrap", "unshare");
    Sandbox sandbox = Sandbox.open(settings(List.of(), true), host);
    assertThat(sandbox.tier()).isEqualTo(SandboxTier.BARE);
    assertThat(sandbox.tier().confines()).isFalse();
    assertThat(sandbox.judge(RIGHT).passed()).isTrue();
    Program loop =
        new Program(
            "", "assert f(2) == 3", "f", List.of(List.of("def f(x):\n    raise SystemExit\n")));
    assertThat(sandbox.judge(loop).outcome()).isEqualTo(Judgement.Outcome.FAILED);
  }

  @Test
  void prefixOfTheUserIsProbedLikeTheOthers() {
    List<String> confining =
        new ArrayList<>(
            List.of(
                "/usr/bin/bwrap",
                "--unshare-all",
                "--die-with-parent",
                "--ro-bind",
                "/usr",
                "/usr",
                "--symlink",
                "usr/lib",
                "/lib",
                "--symlink",
                "usr/lib64",
                "/lib64",
                "--symlink",
                "usr/bin",
                "/bin",
                "--proc",
                "/proc",
                "--dev",
                "/dev",
                "--tmpfs",
                "/tmp"));
    Sandbox sandbox = Sandbox.open(settings(confining, false));
    assertThat(sandbox.tier()).isEqualTo(SandboxTier.CONTAINER);
    judges(sandbox);
    assertThatThrownBy(() -> Sandbox.open(settings(List.of("/usr/bin/env"), true)))
        .isInstanceOf(SandboxRefusedException.class)
        .hasMessageContaining("container: a program in it reads the host's files")
        .hasMessageContaining("Maybe try it by hand: /usr/bin/env python3 -c 1");
    assertThatThrownBy(() -> Sandbox.open(settings(List.of("/no/such/tool"), false)))
        .isInstanceOf(SandboxRefusedException.class)
        .hasMessageContaining("/no/such/tool");
  }

  /**
   * Nothing but its user keeps a program in it from the host's files, most of which all may read.
   */
  @Test
  void aPrefixThatOnlyChangesTheUserIsNoSandbox() {
    Assumptions.assumeTrue(Host.local().root(), "needs root to become another user");
    List<String> changing =
        List.of(
            "/usr/bin/unshare",
            "--net",
            "--pid",
            "--mount",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "--",
            "/usr/bin/setpriv",
            "--reuid=12345",
            "--regid=12345",
            "--clear-groups",
            "--",
            "/usr/bin/env",
            "PATH=/usr/bin:/bin");
    assertThatThrownBy(() -> Sandbox.open(settings(changing, false)))
        .isInstanceOf(SandboxRefusedException.class)
        .hasMessageContaining("container: a program in it reads the host's files");
  }

  @Test
  void absentInterpreterIsRefused() {
    Host host = without(Host.local().root(), List.of(), "python3");
    assertThatThrownBy(() -> Sandbox.open(settings(), host))
        .isInstanceOf(SandboxRefusedException.class)
        .hasMessageContaining("there is no /usr/bin/python3");
  }

  @Test
  void interruptionEndsTheProgram() throws InterruptedException {
    Sandbox sandbox = Sandbox.open(settings());
    Program endless =
        new Program("", "f(1)", "f", List.of(List.of("def f(x):\n    while True: pass\n")));
    Thread judging =
        new Thread(
            () ->
                assertThatThrownBy(() -> sandbox.judge(endless))
                    .isInstanceOf(SandboxFaultException.class));
    judging.start();
    judging.interrupt();
    judging.join(20_000);
    assertThat(judging.isAlive()).isFalse();
  }
}
