package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receipt stands only as long as every file and name it saw is what it was. */
class ReceiptTest {
  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();
  private Path input;
  private Path output;
  private Path tasks;

  @BeforeEach
  void aGoalThatRan() throws IOException {
    input = Files.writeString(folder.resolve("input.yaml"), "suite: small");
    output = Files.writeString(folder.resolve("output.json"), "{}");
    tasks = Files.createDirectories(folder.resolve("tasks/deep"));
    Files.writeString(tasks.resolve("1.json"), "{}");
    keep("key").keep();
  }

  private Receipt keep(String key) {
    Receipt receipt = receipt(key);
    assertThat(receipt.repeated(new Silent(), false)).isFalse();
    receipt.inputs().look(input);
    receipt.inputs().look(folder.resolve("tasks"));
    receipt.inputs().look(folder.resolve("not-there"));
    receipt.inputs().lookAtNames(folder.resolve("suites"));
    receipt.say("One line.");
    receipt.say("And another.");
    receipt.outputs().look(output);
    return receipt;
  }

  private Receipt receipt(String key) {
    return new Receipt(folder.resolve("results/.check-default.receipt"), key);
  }

  private boolean stands() {
    return receipt("key").repeated(new Silent(), false);
  }

  private final class Silent extends SystemStreamLog {
    @Override
    public void info(CharSequence content) {
      said.add(content.toString());
    }
  }

  @Test
  void itSaysTheSameAgainAndAgain() {
    assertThat(stands()).isTrue();
    assertThat(stands()).isTrue();
    assertThat(said).containsExactly("One line.", "And another.", "One line.", "And another.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"input.yaml", "output.json", "tasks/deep/1.json"})
  void oneByteVoidsItForGood(String file) throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve(file));
    byte[] other = before.clone();
    other[0] ^= 1;
    var time = Files.getLastModifiedTime(folder.resolve(file));
    Files.write(folder.resolve(file), other);
    Files.setLastModifiedTime(folder.resolve(file), time);
    assertThat(stands()).isFalse();
    Files.write(folder.resolve(file), before);
    assertThat(stands()).as("the goal has run since").isFalse();
    assertThat(said).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"input.yaml", "output.json", "tasks/deep/1.json"})
  void aFileThatWentVoidsIt(String file) throws IOException {
    Files.delete(folder.resolve(file));
    assertThat(stands()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"not-there", "suites/other.yaml", "tasks/deep/2.json"})
  void aFileThatCameVoidsIt(String file) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), "");
    assertThat(stands()).isFalse();
  }

  @Test
  void anEmptySuiteFolderDiffersFromNone() throws IOException {
    Files.createDirectories(folder.resolve("suites"));
    assertThat(stands()).isFalse();
  }

  @Test
  void aRenamedFileVoidsIt() throws IOException {
    Files.move(tasks.resolve("1.json"), tasks.resolve("2.json"));
    assertThat(stands()).isFalse();
  }

  @Test
  void bytesThatMovedFromOneFileToTheNextVoidIt() throws IOException {
    Files.writeString(tasks.resolve("1.json"), "ab");
    Files.writeString(tasks.resolve("2.json"), "cd");
    keep("key").keep();
    assertThat(stands()).isTrue();
    Files.writeString(tasks.resolve("1.json"), "abc");
    Files.writeString(tasks.resolve("2.json"), "d");
    assertThat(stands()).isFalse();
  }

  @Test
  void otherParametersVoidIt() {
    assertThat(receipt("other").repeated(new Silent(), false)).isFalse();
    assertThat(stands()).as("it was forgotten").isFalse();
  }

  @Test
  void forceForgetsIt() {
    assertThat(receipt("key").repeated(new Silent(), true)).isFalse();
    assertThat(stands()).isFalse();
  }

  @Test
  void anInputThatChangedMeanwhileLeavesNone() throws IOException {
    Receipt receipt = keep("key2");
    Files.writeString(input, "suite: other");
    receipt.keep();
    assertThat(receipt("key2").repeated(new Silent(), false)).isFalse();
  }

  @Test
  void withoutAKeyNothingIsKept() {
    keep("").keep();
    assertThat(receipt("").repeated(new Silent(), false)).isFalse();
  }

  @Test
  void aLineThatWouldReadAsTwoLeavesNone() {
    Receipt receipt = keep("key3");
    receipt.say("one\nseen content absent | /nowhere");
    receipt.keep();
    assertThat(receipt("key3").repeated(new Silent(), false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "collabgraph receipt 2\nkey\nsaid x\n",
        "collabgraph receipt 1\nkey\nforged\n",
        "collabgraph receipt 1\nkey\nseen absent\n",
        "collabgraph receipt 1\nkey\nseen absent | else /nowhere\n"
      })
  void whatIsNoReceiptOfThisFormatSaysNothing(String text) throws IOException {
    Files.writeString(folder.resolve("results/.check-default.receipt"), text);
    assertThat(stands()).isFalse();
  }

  @Test
  void bytesThatAreNotUtf8SayNothing() throws IOException {
    Files.write(
        folder.resolve("results/.check-default.receipt"), new byte[] {(byte) 0xC3, '(', '\n'});
    assertThat(stands()).isFalse();
  }
}
