package ai.warehouse.status.processor;

import ai.warehouse.status.model.kafka.TopicSetup;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.model.kafka.UnfitTopicException;
import ai.warehouse.status.service.BrokerWait;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.KafkaRefusal;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupException;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Sees to it that the topics are there and fit before the topology is built on them. */
final class ProcessorTopics {
  private final Settings settings;
  private final Topics topics;
  private final BrokerWait broker;

  ProcessorTopics(Settings settings, Topics topics, BrokerWait broker) {
    this.settings = settings;
    this.topics = topics;
    this.broker = broker;
  }

  /**
   * Waits for the broker, creates missing topics if that is configured, and checks all.
   *
   * @return how many partitions {@code status-events} has
   * @throws StartupException if a topic is missing or unfit, or the broker doesn't answer
   */
  int prepare() {
    try {
      return broker.until(() -> Admin.create(ProcessorSettings.admin(settings)), this::prepare);
    } catch (UnfitTopicException e) {
      throw new StartupException(e.getMessage(), e);
    } catch (KafkaException e) {
      throw new StartupException(
          "Cannot prepare the topics on %s: %s"
              .formatted(
                  settings.getList(CommonSettings.BOOTSTRAP_SERVERS), KafkaRefusal.reason(e)),
          e);
    }
  }

  private int prepare(Admin admin) {
    TopicSetup setup = new TopicSetup(admin);
    if (settings.getBoolean(CommonSettings.TOPICS_CREATE)) {
      setup.createMissing(
          topics.all(),
          settings.getInt(CommonSettings.TOPICS_PARTITIONS),
          settings.getShort(CommonSettings.TOPICS_REPLICAS));
    }
    int partitions = setup.check(topics.all()).get(topics.statusEvents().name());
    String applicationId = settings.getString(ProcessorSettings.APPLICATION_ID);
    String rekeyedTopic = ProcessorSettings.rekeyedTopic(applicationId);
    refuseChangedPartitions(setup.partitions(rekeyedTopic), partitions);
    AtLeastOnceState.refuse(admin, applicationId, topics.statusEvents().name());
    return partitions;
  }

  // With another number of partitions a key may lie elsewhere than its state, and a build would be
  // counted in two halves.
  private void refuseChangedPartitions(OptionalInt rekeyed, int partitions) {
    if (rekeyed.isPresent() && rekeyed.getAsInt() != partitions) {
      throw new StartupException(
          ("topic %s has %d partitions, and this application's state was built when it had %d."
                  + " Either restore that number, or start over: stop all instances, run"
                  + " kafka-streams-application-reset for application.id=%s with input topic %s,"
                  + " delete state.dir, empty the tables WrhsStatus, WrhsStatusHead and"
                  + " WrhsStatusCounter, whose revisions mean other places now, and start again")
              .formatted(
                  topics.statusEvents().name(),
                  partitions,
                  rekeyed.getAsInt(),
                  settings.getString(ProcessorSettings.APPLICATION_ID),
                  topics.statusEvents().name()));
    }
  }
}
