package ai.warehouse.status.model.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "test-"})
  void shouldNameTablesWithPrefix(String prefix) {
    Tables tables = new Tables(prefix);

    assertThat(tables.statusEvent()).isEqualTo(prefix + "WrhsStatusEvent");
    assertThat(tables.status()).isEqualTo(prefix + "WrhsStatus");
    assertThat(tables.statusHead()).isEqualTo(prefix + "WrhsStatusHead");
    assertThat(tables.statusCounter()).isEqualTo(prefix + "WrhsStatusCounter");
  }
}
