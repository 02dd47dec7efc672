package ai.warehouse.status.api.live;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One message of a Server-Sent Events stream, encoded once for all who get it. */
public final class Frame {
  private final ByteBuffer bytes;

  private Frame(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns an event.
   *
   * @param event one word
   * @param json one line of UTF-8
   */
  public static Frame of(String event, byte[] json) {
    byte[] head = utf8("event: " + event + "\ndata: ");
    byte[] end = utf8("\n\n");
    return new Frame(
        ByteBuffer.allocate(head.length + json.length + end.length)
            .put(head)
            .put(json)
            .put(end)
            .flip()
            .asReadOnlyBuffer());
  }

  /**
   * Returns a comment, which readers ignore.
   *
   * @param text one line
   */
  public static Frame comment(String text) {
    return new Frame(ByteBuffer.wrap(utf8(": " + text + "\n\n")).asReadOnlyBuffer());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the bytes, with a position of the caller's own. */
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }

  /** Returns the number of bytes. */
  public int size() {
    return bytes.limit();
  }

  /** Returns the text, for tests and debuggers. */
  @Override
  public String toString() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }
}
