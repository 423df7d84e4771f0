package dev.collabgraph.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.kherud.llama.LlamaModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, Linux, x86_64, libjllama.so",
    "Linux, aarch64, Linux, aarch64, libjllama.so",
    "Mac OS X, x86_64, Mac, x86_64, libjllama.dylib",
    "Mac OS X, aarch64, Mac, aarch64, libjllama.dylib",
    "Windows 11, amd64, Windows, x86_64, jllama.dll"
  })
  void everyPlatformWithABuildFindsItInTheJar(
      String os, String arch, String system, String processor, String library) {
    Platform platform = Platform.of(os, arch).requireBuilt();
    assertThat(platform).isEqualTo(new Platform(system, processor));
    assertThat(platform.library()).isEqualTo(library);
    assertThat(LlamaModel.class.getResource(platform.resource())).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"Linux, riscv64", "Linux, s390x", "AIX, ppc64", "FreeBSD, amd64"})
  void aPlatformWithoutABuildIsNamedWithAWayOut(String os, String arch) {
    assertThatThrownBy(() -> Platform.of(os, arch).requireBuilt())
        .isInstanceOf(GgufException.class)
        .hasMessageStartingWith("Provider type gguf has no native library for " + os + " on")
        .hasMessageContaining("Linux x86_64")
        .hasMessageContaining("Maybe use type ollama");
  }

  @Test
  void thisPlatformIsOneOfTheTwoCases() {
    Platform here = Platform.current();
    assertThat(here.built()).isEqualTo(LlamaModel.class.getResource(here.resource()) != null);
  }
}
