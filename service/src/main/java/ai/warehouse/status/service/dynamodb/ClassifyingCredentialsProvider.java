package ai.warehouse.status.service.dynamodb;

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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Gives the credentials of the configured login, or a {@link CredentialsException} that tells
 * whether there may be some later. Thread-safe.
 *
 * <p>The SDK asks for credentials on the thread that makes a request, and the thread that polls
 * Kafka would lose its place in the group while a token service is slow. So the login is asked on a
 * thread of its own, at most once a second, and credentials that have not expired are given
 * meanwhile, also while the login fails.
 *
 * <p>A login that has given credentials once is right, so any later failure is retryable.
 */
public final class ClassifyingCredentialsProvider
    implements AwsCredentialsProvider, SdkAutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClassifyingCredentialsProvider.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Supplier<AwsLogin> find;
  private final long intervalNanos;
  private final ExecutorService asking =
      new ThreadPoolExecutor(
          0,
          1,
          IDLE.toMillis(),
          TimeUnit.MILLISECONDS,
          new LinkedBlockingQueue<>(),
          ClassifyingCredentialsProvider::daemon);
  private volatile @Nullable AwsLogin login;
  private volatile @Nullable AwsCredentials last;
  private @Nullable CompletableFuture<AwsCredentials> answer;
  private long askedNanos;

  /** Looks for the login when credentials are first asked for. */
  public ClassifyingCredentialsProvider() {
    this(AwsLogin::find, INTERVAL);
  }

  /**
   * Creates a provider for a login.
   *
   * @param interval how long an answer of the login is used before the login is asked again
   */
  ClassifyingCredentialsProvider(Supplier<AwsLogin> find, Duration interval) {
    this.find = find;
    this.intervalNanos = interval.toNanos();
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
    AwsCredentials usable = before == null || isExpired(before) ? null : before;
    if (usable != null && !asked.isDone()) {
      return usable;
    }
    Duration patience = before == null ? FIRST_PATIENCE : PATIENCE;
    try {
      return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (usable != null) {
        LOG.atDebug().setCause(e).log("No new AWS credentials; the earlier ones are still valid");
        return usable;
      }
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

  private synchronized CompletableFuture<AwsCredentials> ask() {
    long now = System.nanoTime();
    if (answer == null || answer.isDone() && now - askedNanos >= intervalNanos) {
      askedNanos = now;
      answer = CompletableFuture.supplyAsync(this::fetch, asking);
    }
    return answer;
  }

  private AwsCredentials fetch() {
    AwsLogin found = login == null ? find.get() : login;
    login = found;
    try {
      AwsCredentials credentials = found.provider().resolveCredentials();
      last = credentials;
      return credentials;
    } catch (RuntimeException e) {
      CredentialsException why = CredentialsException.of(found, e);
      throw last == null ? why : new CredentialsException(String.valueOf(why.getMessage()), true);
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

  /**
   * Returns an interceptor that makes an expired token retryable if the login renews tokens.
   *
   * <p>While an instance's metadata service is unavailable, the SDK goes on to use its credentials
   * after their end.
   */
  public ExecutionInterceptor retryExpired() {
    return new ExecutionInterceptor() {
      @Override
      public Throwable modifyException(
          Context.FailedExecution context, ExecutionAttributes attributes) {
        Throwable failure = context.exception();
        // The SDK insists on getting its exception back.
        return failure instanceof AwsServiceException refusal
                && isExpiry(refusal)
                && areRenewed(last)
            ? refusal.toBuilder().cause(expired()).build()
            : failure;
      }
    };
  }

  private static boolean areRenewed(@Nullable AwsCredentials credentials) {
    return credentials != null && credentials.expirationTime().isPresent();
  }

  private static boolean isExpiry(AwsServiceException refusal) {
    return refusal.awsErrorDetails() != null
        && "ExpiredTokenException".equals(refusal.awsErrorDetails().errorCode());
  }

  private static CredentialsException expired() {
    return new CredentialsException("No AWS credentials: those in use have expired", true);
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
