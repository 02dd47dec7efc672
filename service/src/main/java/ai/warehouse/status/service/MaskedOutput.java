package ai.warehouse.status.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Passes on whole lines of UTF-8, secrets masked: here passes whatever a process says, logs, stack
 * traces and prints of libraries too.
 */
final class MaskedOutput extends ByteArrayOutputStream {

  private final OutputStream out;

  private MaskedOutput(OutputStream out) {
    this.out = out;
  }

  /** Makes the process's two outputs masked ones, for good. */
  static void install() {
    System.setOut(of(System.out));
    System.setErr(of(System.err));
  }

  static PrintStream of(OutputStream out) {
    return new PrintStream(new MaskedOutput(out), true, UTF_8);
  }

  /** What is left of a line waits, as a secret may go on behind it. */
  @Override
  public synchronized void flush() throws IOException {
    int end = count;
    while (end > 0 && buf[end - 1] != '\n') {
      end--;
    }
    if (end == 0) {
      return;
    }
    String lines = new String(buf, 0, end, UTF_8);
    System.arraycopy(buf, end, buf, 0, count - end);
    count -= end;
    out.write(Secrets.mask(lines).getBytes(UTF_8));
    out.flush();
  }
}
