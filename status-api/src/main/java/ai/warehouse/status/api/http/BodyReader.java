package ai.warehouse.status.api.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one body as it comes, within the limits of {@link BodyMemory}. */
final class BodyReader {
  private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);
  private static final int RETRY_AFTER_SECONDS = 1;

  private final Request request;
  private final BodyMemory memory;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

  BodyReader(Request request, BodyMemory memory) {
    this.request = request;
    this.memory = memory;
  }

  /**
   * Begins; fails with an {@link ApiException} where a limit is exceeded, and is cancelled where
   * the client goes before the end.
   */
  CompletableFuture<byte[]> read() {
    if (request.getLength() > memory.mostOfOne()) {
      return CompletableFuture.failedFuture(tooLarge());
    }
    readMore();
    return whole;
  }

  private void readMore() {
    while (!whole.isDone()) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this::readMore);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        fail(chunk.getFailure());
        return;
      }
      take(chunk.getByteBuffer());
      boolean last = chunk.isLast();
      chunk.release();
      if (last) {
        whole.complete(body.toByteArray());
      }
    }
  }

  private void fail(Throwable failure) {
    if (failure instanceof HttpException) {
      whole.completeExceptionally(failure);
    } else {
      LOG.atDebug().setCause(failure).log("Client has gone within its body");
      whole.cancel(false);
    }
  }

  private void take(ByteBuffer bytes) {
    int size = bytes.remaining();
    if (body.size() + size > memory.mostOfOne()) {
      whole.completeExceptionally(tooLarge());
    } else if (!memory.take(size)) {
      whole.completeExceptionally(
          ApiException.unavailable("Too much is being sent at the moment", RETRY_AFTER_SECONDS));
    } else {
      byte[] copy = new byte[size];
      bytes.get(copy);
      body.write(copy, 0, size);
    }
  }

  private ApiException tooLarge() {
    return new ApiException(
        413, "The body is larger than " + memory.mostOfOne() + " bytes (request.max.bytes)");
  }

  /** Frees the memory, when the exchange has ended. */
  void free() {
    memory.free(body.size());
  }
}
