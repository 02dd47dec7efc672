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
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;

/** Waits at the start for the Kafka cluster, to set up there what the service needs. */
public final class BrokerWait {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final StartupWait wait;
  private final List<String> servers;
  private final Awaited kafka;

  /** Waits for the cluster of {@link CommonSettings#BOOTSTRAP_SERVERS}. */
  public BrokerWait(StartupWait wait, Settings settings) {
    this.servers = settings.getList(CommonSettings.BOOTSTRAP_SERVERS);
    this.wait = wait;
    this.kafka =
        new Awaited(
            "Kafka at " + String.join(",", servers),
            "Check %s, that brokers can be reached there, and kafka.security.protocol"
                .formatted(CommonSettings.BOOTSTRAP_SERVERS));
  }

  /**
   * Uses the cluster as soon as it answers; again from the beginning after a failure that may pass.
   *
   * @param connect creates a client, which is closed after an attempt that fails, and is the
   *     caller's to close after the one that doesn't
   * @param setUp may be called more than once
   * @throws StartupException if the cluster doesn't answer in time, or refuses what is asked for
   */
  public <T> T until(Supplier<Admin> connect, Function<Admin, T> setUp) {
    try {
      return wait.until(kafka, BrokerWait::mayPass, () -> attempt(connect, setUp));
    } catch (KafkaException e) {
      throw new StartupException(
          "Cannot prepare the topics on %s: %s".formatted(servers, KafkaRefusal.reason(e)), e);
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

  // Without a client, which would warn of each attempt and not say what is wrong.
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

  // Whoever gives the tokens may be away for a moment, as a broker may.
  private static Admin logIn(Supplier<Admin> connect) {
    try {
      return connect.get();
    } catch (KafkaException e) {
      if (LoginFailure.in(e).filter(LoginFailure::mayPass).isEmpty()) {
        throw e;
      }
      TimeoutException unanswered = new TimeoutException(KafkaRefusal.reason(e));
      unanswered.addSuppressed(e);
      throw unanswered;
    }
  }

  // A short question, as all others wait a minute for an answer.
  private static void awaitAnswer(Admin admin) {
    DescribeClusterOptions options =
        new DescribeClusterOptions().timeoutMs((int) ANSWER_TIMEOUT.toMillis());
    try {
      admin.describeCluster(options).nodes().get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    }
  }

  private static boolean mayPass(RuntimeException failure) {
    // Of several brokers the first to be up are too few for the replicas that are asked for.
    return failure instanceof RetriableException
        || failure instanceof InvalidReplicationFactorException;
  }
}
