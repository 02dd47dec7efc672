package ai.warehouse.status.model.dynamodb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueryTest {
  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void shouldRefuseToFindNone(int limit) {
    assertThatThrownBy(() -> EventQuery.newestFirst().limit(limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("limit is " + limit);
  }
}
