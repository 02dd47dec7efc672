package ai.warehouse.status.processor;

import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.TopicSetup;

/**
 * Recognizes the state of an earlier version by the changelog of the store of heads, which this
 * version doesn't have (ADR 15): its rows would be misread, and rows written under {@code
 * at_least_once} may even be wrong.
 */
final class EarlierState {
  private EarlierState() {}

  /** Returns the changelog of the store of heads, which every earlier version had. */
  static String changelog(String applicationId) {
    return applicationId + "-heads-changelog";
  }

  /**
   * Refuses such state.
   *
   * @throws StartupException if that changelog exists
   */
  static void refuse(TopicSetup setup, String applicationId, String inputTopic) {
    String changelog = changelog(applicationId);
    if (setup.partitions(changelog).isPresent()) {
      throw new StartupException(
          ("topic %s exists: an earlier version has built the state of application.id=%s, which this"
                  + " version can't read. Start over, from the events, as the runbook says under"
                  + " 'The state of an earlier version': stop all instances, run"
                  + " kafka-streams-application-reset for application.id=%s with input topic %s,"
                  + " delete the folder %s in state.dir, and start again")
              .formatted(changelog, applicationId, applicationId, inputTopic, applicationId));
    }
  }
}
