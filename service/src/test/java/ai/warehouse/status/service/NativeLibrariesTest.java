package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NativeLibrariesTest {

  static Stream<Throwable> shouldSayWhatToDo() {
    UnsatisfiedLinkError noexec =
        new UnsatisfiedLinkError("/t/lib.so: failed to map segment from shared object\nmore");
    return Stream.of(
        noexec,
        new IllegalStateException("poll failed", new ExceptionInInitializerError(noexec)),
        new RuntimeException(
            "Unable to load the RocksDB shared library", new IOException("Read-only file system")),
        new ExceptionInInitializerError("Cannot unpack libzstd-jni: Permission denied"),
        new NoClassDefFoundError("Could not initialize class X")
            .initCause(
                new ExceptionInInitializerError(
                    "Exception java.lang.UnsatisfiedLinkError: /t/lib.so [in thread \"x\"]")));
  }

  @ParameterizedTest
  @MethodSource
  void shouldSayWhatToDo(Throwable failure) {
    assertThat(NativeLibraries.hint(failure).orElseThrow())
        .startsWith("A native library could not be loaded: ")
        .contains("temporary folder " + System.getProperty("java.io.tmpdir") + ",")
        .contains("noexec", "JAVA_OPTS=-Djava.io.tmpdir=FOLDER")
        .doesNotContain("\n");
  }

  @Test
  void shouldSayNothingOfOtherFailures() {
    assertThat(NativeLibraries.hint(new NoClassDefFoundError("org/jose4j/lang/JoseException")))
        .isEmpty();
    assertThat(NativeLibraries.hint(new IOException("No space left on device"))).isEmpty();
  }
}
