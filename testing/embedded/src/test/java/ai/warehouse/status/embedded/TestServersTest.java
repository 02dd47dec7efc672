package ai.warehouse.status.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TestServersTest {
  @Test
  void shouldFindTheEmbeddedServers() {
    assertThat(TestServers.ofKind("embedded")).isInstanceOf(EmbeddedServers.class);
  }

  @Test
  void shouldNameAKindThatIsMissingAndThoseThereAre() {
    assertThatThrownBy(() -> TestServers.ofKind("borrowed"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("test.servers=borrowed, but the class path has only [embedded]");
  }
}
