package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;
import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.Reading.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC §1: {@code name} is read where {@code pkg} is absent, null or empty. */
class StatusEventJsonOldNameTest {
  @Test
  void shouldReadNameWherePkgIsAbsent() {
    EventText old = EventText.valid().without("pkg").with("name", "\"old\"");

    assertThat(accepted(old).key().pkg()).isEqualTo("old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\""})
  void shouldReadNameWherePkgIsNullOrEmpty(String pkg) {
    EventText old = EventText.valid().with("pkg", pkg).with("name", "\"old\"");

    assertThat(accepted(old).key().pkg()).isEqualTo("old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"old\"", "null", "\"\"", "\"a!b\"", "5", "{}"})
  void shouldNotReadNameWherePkgIsGiven(String name) {
    EventText both = EventText.valid().with("name", name);

    assertThat(accepted(both).key()).isEqualTo(EventText.KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\" \"", "\"a!b\""})
  void shouldNotReadNameWherePkgIsBad(String pkg) {
    EventText both = EventText.valid().with("pkg", pkg).with("name", "\"old\"");

    assertRejected(both, INVALID_VALUE, "pkg");
  }

  @Test
  void shouldNotReadNameWherePkgIsNoString() {
    assertRejected(EventText.valid().with("pkg", "5").with("name", "\"old\""), WRONG_TYPE, "pkg");
  }

  @Test
  void shouldHoldNameToTheRulesOfPkg() {
    EventText old = EventText.valid().without("pkg");

    assertRejected(old.with("name", "\"\""), INVALID_VALUE, "pkg");
    assertRejected(old.with("name", "\"a!b\""), INVALID_VALUE, "pkg");
    assertRejected(old.with("name", "5"), WRONG_TYPE, "name");
  }

  @Test
  void shouldMissPkgWhereNameIsNullToo() {
    EventText neither = EventText.valid().with("pkg", "null").with("name", "null");

    assertRejected(neither, MISSING_FIELD, "pkg");
    assertRejected(neither.with("pkg", "\"\""), INVALID_VALUE, "pkg");
  }
}
