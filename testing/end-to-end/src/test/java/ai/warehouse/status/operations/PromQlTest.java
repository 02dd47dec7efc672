package ai.warehouse.status.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {
  private static final Scrape SCRAPE =
      Scrape.parse(
          """
          # HELP up_total Whatever.
          # TYPE up_total counter
          up_total{service="sink",topic="a\\"}b"} 1.0
          # TYPE lag_seconds histogram
          lag_seconds_bucket{service="sink",le="0.1"} 3
          lag_seconds_count 3
          """);

  private static List<String> unknown(String expression) {
    return PromQl.parse(expression).unknown(SCRAPE, Set.of("instance"));
  }

  @Test
  void shouldFindAllThatIsThere() {
    assertThat(
            unknown(
                "histogram_quantile(0.99, sum by (le, instance) (rate(lag_seconds_bucket"
                    + "{service=~\"$service\", instance!=\"x{y}\"}[$__rate_interval])))"
                    + " > 1e3 and on (topic) up_total offset 5m > 0.5"))
        .isEmpty();
  }

  @Test
  void shouldFindAMetricThatIsNotThere() {
    assertThat(unknown("rate(up_totals[5m]) > 0")).containsExactly("metric up_totals");
    assertThat(unknown("up_total / lag_seconds")).containsExactly("metric lag_seconds");
    assertThat(unknown("sum(no_such{a=\"b\"})")).containsExactly("metric no_such");
  }

  @Test
  void shouldFindALabelThatIsNotThere() {
    assertThat(unknown("up_total{table=\"x\"}")).containsExactly("label table of up_total");
    assertThat(unknown("sum by (table) (up_total)")).containsExactly("label table to group by");
  }

  @Test
  void shouldReadNamesLabelsAndTypesOfAPage() {
    assertThat(SCRAPE.samples().get("up_total")).containsExactly("service", "topic");
    assertThat(SCRAPE.types()).containsEntry("lag_seconds", "histogram");
  }
}
