package ai.warehouse.status.service;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for the answers of Kafka's admin client. */
public final class KafkaFutures {

  private KafkaFutures() {}

  /**
   * Returns the answer about one of the things that were asked for.
   *
   * @throws RuntimeException as below
   */
  public static <K, T> T await(Map<K, KafkaFuture<T>> answers, K key) {
    return await(requireNonNull(answers.get(key)));
  }

  /**
   * Returns what the cluster answered.
   *
   * @throws RuntimeException what the cluster or the client refused with, as it is
   * @throws InterruptException if the thread was interrupted
   */
  public static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    }
  }
}
