package ai.warehouse.status.benchmark.sink;

/** What there is to drain. */
enum Backlog {
  /** Events of which nothing was made. */
  EVENTS("events only"),
  /** Events and what the fold makes of them. */
  ALL("all four topics");

  private final String name;

  Backlog(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}
