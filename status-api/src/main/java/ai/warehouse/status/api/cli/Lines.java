package ai.warehouse.status.api.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, so that it is for the reader of JSON to say what is no UTF-8. */
final class Lines {
  private static final int MAX_BYTES = 8 * 1024 * 1024;

  private Lines() {}

  /**
   * Returns the next line without its end; null after the last.
   *
   * @throws IOException if the line is longer than 8 MiB, too
   */
  static byte @Nullable [] next(InputStream in) throws IOException {
    int one = in.read();
    if (one < 0) {
      return null;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (; one >= 0 && one != '\n'; one = in.read()) {
      line.write(one);
      if (line.size() > MAX_BYTES) {
        throw new IOException("a line of standard input is longer than " + MAX_BYTES + " bytes");
      }
    }
    return line.toByteArray();
  }

  /** Returns whether there is only white space. */
  static boolean isBlank(byte[] line) {
    for (byte one : line) {
      if (one < 0 || one > ' ') {
        return false;
      }
    }
    return true;
  }
}
