package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LifecycleTest {

  private final Lifecycle lifecycle = new Lifecycle();

  @Test
  void shouldBeReadyWhileItRunsOnly() {
    assertThat(lifecycle.health()).isEqualTo(Health.down("starting"));

    lifecycle.waitingFor("Kafka at there:1");
    assertThat(lifecycle.health()).isEqualTo(Health.down("waiting for Kafka at there:1"));

    lifecycle.running();
    assertThat(lifecycle.health()).isEqualTo(Health.ok());

    lifecycle.stopping();
    assertThat(lifecycle.health()).isEqualTo(Health.down("stopping"));
  }

  @Test
  void shouldStayStoppingWhateverAStartThatGoesOnSays() {
    lifecycle.stopping();

    lifecycle.running();

    assertThat(lifecycle.check().probe().get()).isEqualTo(Health.down("stopping"));
  }
}
