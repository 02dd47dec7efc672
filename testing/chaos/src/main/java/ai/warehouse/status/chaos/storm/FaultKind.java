package ai.warehouse.status.chaos.storm;

/** The kinds of faults, and how long each lasts at least and at most. */
public enum FaultKind {
  KILL_PROCESSOR("processor killed", 0, 6),
  PAUSE_PROCESSOR("processor paused until others have its partitions", 8, 16),
  CUT_PROCESSOR("processor cut off from brokers", 4, 15),
  DELETE_STATE("processor killed, its state deleted", 0, 3),
  KILL_SINK("sink killed", 0, 6),
  STOP_SINK("sink stopped in order", 0, 4),
  PAUSE_SINK("sink paused until others have its partitions", 8, 16),
  CUT_SINK("sink cut off from brokers", 4, 15),
  CUT_SINK_FROM_DATABASE("sink cut off from the database", 4, 15),
  DATABASE_THROTTLES("database throttles", 4, 12),
  DATABASE_FAILS("database answers errors", 4, 12),
  DATABASE_STALLS("database doesn't answer", 4, 15),
  DATABASE_ABSENT("database refuses connections", 4, 15),
  PAUSE_DATABASE("database paused", 3, 8),
  KILL_PUBLISHER("publisher killed", 0, 3),
  PAUSE_PUBLISHER("publisher paused", 3, 10),
  CUT_PUBLISHERS("publishers cut off from brokers", 4, 15),
  STEP_CLOCK("publisher's clock stepped", 0, 0),
  KILL_BROKER("broker killed", 2, 10),
  PAUSE_BROKER("broker paused", 3, 12),
  CUT_BROKER("broker cut off from the others", 3, 12),
  KILL_CONTROLLER("active controller killed", 2, 8),
  ROLL_BROKERS("brokers restarted one by one", 0, 1);

  private final String text;
  private final int leastSeconds;
  private final int mostSeconds;

  FaultKind(String text, int leastSeconds, int mostSeconds) {
    this.text = text;
    this.leastSeconds = leastSeconds;
    this.mostSeconds = mostSeconds;
  }

  /** Returns a description for people. */
  public String text() {
    return text;
  }

  int leastSeconds() {
    return leastSeconds;
  }

  int mostSeconds() {
    return mostSeconds;
  }
}
