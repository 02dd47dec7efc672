package ai.warehouse.status.processor;

import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.BrokerWait;
import ai.warehouse.status.service.OwnGroup;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.TopicSetup;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.TopicConfig;

/** Creates and checks the topics before the topology is built on them. */
final class ProcessorTopics {
  /**
   * The cluster as the topology needs to know it.
   *
   * @param admin the client used, which the caller closes
   * @param partitions how many {@code status-events} has
   * @param timestampLimits whether the brokers have two limits of timestamps, as since Kafka 3.6
   */
  record Found(Admin admin, int partitions, boolean timestampLimits) {}

  private final Settings settings;
  private final Map<String, Object> client;
  private final Topics topics;
  private final OwnGroup group;
  private final BrokerWait broker;

  /**
   * Plans the checks.
   *
   * @param client properties of an admin client
   */
  ProcessorTopics(
      Settings settings,
      Map<String, Object> client,
      Topics topics,
      OwnGroup group,
      BrokerWait broker) {
    this.settings = settings;
    this.client = client;
    this.topics = topics;
    this.group = group;
    this.broker = broker;
  }

  /**
   * Waits for the broker, refuses another installation's group, state of an earlier version and
   * missing state, creates missing topics if that is configured, and checks all.
   *
   * @throws StartupException if a topic is missing or unfit, or the broker doesn't answer
   */
  Found prepare() {
    return broker.until(() -> Admin.create(client), this::prepare);
  }

  private Found prepare(Admin admin) {
    group.check(admin);
    TopicSetup setup = new TopicSetup(admin);
    int partitions = setup.prepare(settings, topics).get(topics.statusEvents().name());
    String applicationId = ProcessorSettings.applicationId(settings);
    String rekeyedTopic = ProcessorSettings.rekeyedTopic(applicationId);
    refuseChangedPartitions(setup.partitions(rekeyedTopic), partitions);
    EarlierState.refuse(setup, applicationId, topics.statusEvents().name());
    MissingState.refuse(admin, setup, applicationId, topics.statusEvents().name());
    return new Found(
        admin,
        partitions,
        setup.knows(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, topics.statusEvents()));
  }

  // With another number of partitions a key may lie elsewhere than its state, and a build would be
  // counted in two halves.
  private void refuseChangedPartitions(OptionalInt rekeyed, int partitions) {
    if (rekeyed.isPresent() && rekeyed.getAsInt() != partitions) {
      throw new StartupException(
          ("topic %s has %d partitions, and the state of application.id=%s was built when it had %d:"
                  + " a package may lie elsewhere now than its state. Kafka can't take partitions"
                  + " away, so the state has to be built anew from the log, as the runbook says"
                  + " under 'status-events has another number of partitions'")
              .formatted(
                  topics.statusEvents().name(),
                  partitions,
                  ProcessorSettings.applicationId(settings),
                  rekeyed.getAsInt()));
    }
  }
}
