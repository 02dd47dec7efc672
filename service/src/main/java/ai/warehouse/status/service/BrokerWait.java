package ai.warehouse.status.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;

/** Waits at the start until the Kafka cluster answers, then sets up what the service needs. */
public final class BrokerWait {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final StartupWait wait;
  private final List<String> servers;
  private final StartupDependency kafka;

  /** Waits for the cluster of {@link CommonSettings#BOOTSTRAP_SERVERS}. */
  public BrokerWait(StartupWait wait, Settings settings) {
    this.servers = settings.getList(CommonSettings.BOOTSTRAP_SERVERS);
    this.wait = wait;
    this.kafka =
        new StartupDependency(
            "Kafka at " + String.join(",", servers),
            "Check %s, that brokers can be reached there, and kafka.security.protocol"
                .formatted(CommonSettings.BOOTSTRAP_SERVERS));
  }

  /**
   * Runs a set-up as soon as the cluster answers, and again after a retriable failure.
   *
   * @param connect creates an admin client, which is closed if the attempt fails; after the attempt
   *     that succeeds it is the caller's to close
   * @param setUp may be called more than once
   * @throws StartupException if the cluster doesn't answer in time, or refuses what is asked for
   */
  public <T> T until(Supplier<Admin> connect, Function<Admin, T> setUp) {
    try {
      return wait.until(kafka, BrokerWait::mayPass, () -> attempt(connect, setUp));
    } catch (KafkaException e) {
      throw new StartupException(
          "Cannot prepare the topics on %s: %s"
              .formatted(servers, KafkaAccessDeniedException.reason(e)),
          e);
    }
  }

  private <T> T attempt(Supplier<Admin> connect, Function<Admin, T> setUp) {
    awaitConnection();
    Admin admin = logIn(connect);
    try {
      awaitAnswer(admin);
      return setUp.apply(admin);
    } catch (RuntimeException | Error e) {
      admin.close();
      throw e;
    }
  }

  // A client fails at once on a host name that can't be resolved yet, only says "timed out" of
  // a broker that refuses connections, and logs a warning of each attempt.
  private void awaitConnection() {
    Set<String> failures = new LinkedHashSet<>();
    for (String server : servers) {
      String host = Utils.getHost(server);
      Integer port = Utils.getPort(server);
      // What is no address at all, the client refuses.
      if (host == null || port == null || isListening(host, port, failures)) {
        return;
      }
    }
    throw new TimeoutException(String.join("; ", failures));
  }

  private static boolean isListening(String host, int port, Set<String> failures) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (isListening(new InetSocketAddress(address, port), failures)) {
          return true;
        }
      }
    } catch (UnknownHostException e) {
      failures.add("unknown host " + host);
    }
    return false;
  }

  private static boolean isListening(InetSocketAddress address, Set<String> failures) {
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) CONNECT_TIMEOUT.toMillis());
      return true;
    } catch (IOException e) {
      failures.add(e.getMessage());
      return false;
    }
  }

  // The token endpoint may be away for a moment, as a broker may.
  private static Admin logIn(Supplier<Admin> connect) {
    try {
      return connect.get();
    } catch (KafkaException e) {
      if (LoginFailure.in(e).filter(LoginFailure::mayPass).isEmpty()) {
        throw e;
      }
      TimeoutException unanswered = new TimeoutException(KafkaAccessDeniedException.reason(e));
      unanswered.addSuppressed(e);
      throw unanswered;
    }
  }

  // With a short timeout, as the other requests wait a minute for an answer.
  private static void awaitAnswer(Admin admin) {
    DescribeClusterOptions options =
        new DescribeClusterOptions().timeoutMs((int) ANSWER_TIMEOUT.toMillis());
    KafkaFutures.await(admin.describeCluster(options).nodes());
  }

  private static boolean mayPass(RuntimeException failure) {
    // Of several brokers the first to be up are too few for the replicas that are asked for.
    return failure instanceof RetriableException
        || failure instanceof InvalidReplicationFactorException;
  }
}
