package ai.warehouse.status.benchmark.recovery;

import static ai.warehouse.status.benchmark.Cluster.get;

import ai.warehouse.status.benchmark.ChildJvm;
import ai.warehouse.status.benchmark.Cluster;
import ai.warehouse.status.benchmark.ProcessorJvm;
import ai.warehouse.status.embedded.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TransactionListing;

/** The stream processor as a process that is killed and started again. */
final class Victim implements AutoCloseable {
  /** Its application id, and so the group's. */
  static final String GROUP = "victim";

  private final Cluster cluster;
  private final Path folder;
  private ChildJvm process;
  private int starts;

  /**
   * Plans one.
   *
   * @param folder gets its logs and its state
   */
  Victim(Cluster cluster, Path folder) {
    this.cluster = cluster;
    this.folder = folder;
  }

  /** Starts it, and returns at once. */
  void start() throws IOException {
    process =
        ProcessorJvm.start(
            "processor-" + ++starts,
            folder,
            Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "application.id",
                GROUP,
                "state.dir",
                state().toString(),
                "topics.create",
                "false"));
  }

  private Path state() {
    return folder.resolve("state");
  }

  /** Kills it, and has Kafka know at once. */
  void kill() {
    process.kill();
    process = null;
    declareDead();
  }

  // By itself Kafka would find out by timeouts, which are configured and say nothing about state:
  // session.timeout.ms until others get the partitions, and transaction.timeout.ms, unless one with
  // the same state folder comes back, until what follows an open transaction can be read.
  private void declareDead() {
    Admin admin = cluster.admin();
    get(
        admin
            .removeMembersFromConsumerGroup(GROUP, new RemoveMembersFromConsumerGroupOptions())
            .all());
    List<String> producers =
        get(admin.listTransactions().all()).stream()
            .map(TransactionListing::transactionalId)
            .toList();
    get(admin.fenceProducers(producers).all());
  }

  /** Deletes the local state of one that was killed. */
  void deleteState() {
    new TemporaryFolder(state()).close();
  }

  /** Throws, with the end of its log, if it has ended by itself. */
  void checkAlive() {
    process.checkAlive();
  }

  /** Returns an exception that says what is wrong with it, with the end of its log. */
  IllegalStateException failure(String what) {
    return process.failure(what);
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
