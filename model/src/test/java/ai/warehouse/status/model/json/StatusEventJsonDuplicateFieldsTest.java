package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;
import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.Reading.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where SPEC §1 is silent: the last of several fields with one name counts, as in JSON.parse. */
class StatusEventJsonDuplicateFieldsTest {
  @Test
  void shouldTakeTheLast() {
    assertThat(accepted(event("'pkg':'first','pkg':'last'")).key().pkg()).isEqualTo("last");
  }

  @Test
  void shouldTakeTheLastHoweverItsNameIsEscaped() {
    assertThat(accepted(event("'pkg':'first','\\u0070kg':'last'")).key().pkg()).isEqualTo("last");
  }

  @Test
  void shouldNotCheckTheFirst() {
    assertThat(accepted(event("'pkg':5,'pkg':'last'")).key().pkg()).isEqualTo("last");
  }

  @Test
  void shouldCheckTheLast() {
    assertRejected(event("'pkg':'first','pkg':5"), WRONG_TYPE, "pkg");
  }

  @Test
  void shouldBeAbsentWhereTheLastIsNull() {
    assertRejected(event("'pkg':'first','pkg':null"), MISSING_FIELD, "pkg");
    assertThat(accepted(event("'pkg':'first','pkg':null,'name':'old'")).key().pkg())
        .isEqualTo("old");
    assertThat(accepted(event("'pkg':'a','message':'first','message':null")).message()).isNull();
  }

  @Test
  void shouldBePresentWhereTheFirstIsNull() {
    assertThat(accepted(event("'pkg':null,'pkg':'last'")).key().pkg()).isEqualTo("last");
  }

  private static String event(String fields) {
    return ("{" + fields + ",'env':'dev','version':'1'}").replace('\'', '"');
  }
}
