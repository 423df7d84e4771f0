package dev.collabgraph.gate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What JMH says about where a benchmark ran. It does not say which processor: that is why a
 * committed baseline is judged by ratios to a control of the same run.
 *
 * @param jmhVersion version of JMH
 * @param jdkVersion version of the JDK
 * @param vm name and version of the virtual machine
 * @param jvmArguments as the forks were given them
 * @param threads of the benchmark
 */
public record BenchEnvironment(
    String jmhVersion, String jdkVersion, String vm, List<String> jvmArguments, int threads) {
  public BenchEnvironment {
    Objects.requireNonNull(jmhVersion, "jmhVersion");
    Objects.requireNonNull(jdkVersion, "jdkVersion");
    Objects.requireNonNull(vm, "vm");
    jvmArguments = List.copyOf(jvmArguments);
  }

  /** What is not the same there, as "JDK 17.0.1, was 21.0.2"; empty if nothing. */
  List<String> differences(BenchEnvironment base) {
    List<String> differences = new ArrayList<>();
    add(differences, "JDK", jdkVersion, base.jdkVersion);
    add(differences, "VM", vm, base.vm);
    add(differences, "VM arguments", jvmArguments.toString(), base.jvmArguments.toString());
    add(differences, "JMH", jmhVersion, base.jmhVersion);
    add(differences, "threads", Integer.toString(threads), Integer.toString(base.threads));
    return differences;
  }

  private static void add(List<String> to, String what, String now, String was) {
    if (!now.equals(was)) {
      to.add(what + " " + now + ", was " + was);
    }
  }
}
