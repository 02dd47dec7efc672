package ai.warehouse.status.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of one login, or why there are none, without holding up whoever asks.
 *
 * <p>The SDK asks on the thread that makes a request, and the thread that also polls Kafka would
 * lose its place in the group while a token service lets it wait. So the login is asked on a thread
 * of its own, at most once a second, and what came of that is the answer meanwhile.
 *
 * <p>Once there were credentials, the login is right, and whatever fails may pass.
 */
final class TellingCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
  private static final long SAME_ANSWER_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Supplier<AwsLogin> find;
  private final ExecutorService asking =
      new ThreadPoolExecutor(
          0,
          1,
          IDLE.toMillis(),
          TimeUnit.MILLISECONDS,
          new LinkedBlockingQueue<>(),
          TellingCredentials::daemon);
  private volatile AwsLogin login;
  private volatile AwsCredentials last;
  private CompletableFuture<AwsCredentials> answer;
  private long askedNanos;

  /** Looks for the login when it is first asked. */
  TellingCredentials() {
    this(AwsLogin::find);
  }

  TellingCredentials(Supplier<AwsLogin> find) {
    this.find = find;
  }

  /**
   * {@inheritDoc}
   *
   * @throws CredentialsException if there are none
   */
  @Override
  public AwsCredentials resolveCredentials() {
    AwsCredentials before = last;
    CompletableFuture<AwsCredentials> asked = ask();
    if (before != null && !asked.isDone() && !isExpired(before)) {
      return before;
    }
    Duration patience = before == null ? FIRST_PATIENCE : PATIENCE;
    try {
      return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CredentialsException why) {
        throw why;
      }
      throw new IllegalStateException("the AWS SDK cannot log in", e.getCause());
    } catch (TimeoutException e) {
      throw new CredentialsException("No AWS credentials from " + name() + ": no answer yet", true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CredentialsException("No AWS credentials: interrupted", true);
    }
  }

  /** Returns whether those given last end, and the login then gives others. */
  boolean areRenewed() {
    AwsCredentials known = last;
    return known != null && known.expirationTime().isPresent();
  }

  private synchronized CompletableFuture<AwsCredentials> ask() {
    long now = System.nanoTime();
    if (answer == null || answer.isDone() && now - askedNanos >= SAME_ANSWER_NANOS) {
      askedNanos = now;
      answer = CompletableFuture.supplyAsync(this::fetch, asking);
    }
    return answer;
  }

  private AwsCredentials fetch() {
    if (login == null) {
      login = find.get();
    }
    try {
      last = login.provider().resolveCredentials();
      return last;
    } catch (RuntimeException e) {
      CredentialsException why = CredentialsException.of(login, e);
      throw last == null ? why : new CredentialsException(why.getMessage(), true);
    }
  }

  private String name() {
    AwsLogin found = login;
    return found == null ? "any login" : found.name();
  }

  private static boolean isExpired(AwsCredentials credentials) {
    return credentials.expirationTime().map(end -> !Instant.now().isBefore(end)).orElse(false);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "aws-credentials");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    asking.shutdownNow();
    AwsLogin found = login;
    if (found != null && found.provider() instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
