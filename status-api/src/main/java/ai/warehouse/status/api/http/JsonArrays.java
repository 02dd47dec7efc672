package ai.warehouse.status.api.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Answers with JSON arrays of any length, of which no more is held in memory than clients are about
 * to read: a source is asked for an element once the ones before are on their way.
 *
 * <p>Few at a time, as sources hold a page each: one of DynamoDB is 1 MB. Thread-safe.
 */
public final class JsonArrays {
  private static final int MOST = 32;
  private static final int RETRY_AFTER_SECONDS = 2;
  private static final int PART = 64 << 10;

  private final Semaphore places = new Semaphore(MOST);

  /**
   * Returns a response.
   *
   * @param elements as JSON; a failure before the first 64 KB is answered as any other, a later one
   *     disconnects the client, who so learns that the array is not whole
   */
  public ApiResponse of(Publisher<byte[]> elements) {
    return new Streamed(elements).with("Content-Type", ApiResponse.JSON);
  }

  private final class Streamed extends ApiResponse {
    private final Publisher<byte[]> elements;

    Streamed(Publisher<byte[]> elements) {
      super(200);
      this.elements = elements;
    }

    @Override
    void send(Exchange exchange) {
      if (!places.tryAcquire()) {
        throw ApiException.unavailable(
            "Too many read at the moment, so " + exchange.path() + " has no answer",
            RETRY_AFTER_SECONDS);
      }
      elements.subscribe(new Elements(exchange, this));
    }
  }

  private final class Elements implements Subscriber<byte[]>, ResponseWriter.Watcher {
    private final Exchange exchange;
    private final ApiResponse head;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private @Nullable Subscription source;
    private @Nullable ResponseWriter writer;
    private char before = '[';

    Elements(Exchange exchange, ApiResponse head) {
      this.exchange = exchange;
      this.head = head;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      source = subscription;
      subscription.request(1);
    }

    @Override
    public void onNext(byte[] element) {
      part.write(before);
      part.writeBytes(element);
      before = ',';
      if (part.size() < PART) {
        drained();
      } else {
        writePart();
      }
    }

    private ResponseWriter writePart() {
      ResponseWriter begun = writer;
      if (begun == null) {
        begun = exchange.begin(head, this);
        writer = begun;
      }
      ByteBuffer bytes = ByteBuffer.wrap(part.toByteArray());
      part.reset();
      begun.write(bytes);
      return begun;
    }

    @Override
    public void onError(Throwable failure) {
      if (writer == null) {
        places.release();
        Failures.response(exchange.path(), Failures.unwrap(failure)).send(exchange);
      } else {
        writer.abort(failure);
        exchange.disconnect();
      }
    }

    @Override
    public void onComplete() {
      if (before == '[') {
        part.write(before);
      }
      part.write(']');
      if (writer == null) {
        head.with("Content-Length", String.valueOf(part.size()));
      }
      writePart().end();
    }

    @Override
    public void drained() {
      if (source != null) {
        source.request(1);
      }
    }

    @Override
    public void closed() {
      places.release();
      if (source != null) {
        source.cancel();
      }
    }
  }
}
