package ai.warehouse.status.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.slf4j.LoggerFactory;

/**
 * Passes on whole lines of UTF-8, secrets masked: here passes whatever a process says, logs, stack
 * traces and prints of libraries too.
 */
final class MaskedOutput extends OutputStream {

  private static final int LONGEST_LINE = 64 << 10;

  private final OutputStream out;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  private MaskedOutput(OutputStream out) {
    this.out = out;
  }

  /** Makes the process's two outputs masked ones, for good. */
  static void install() {
    MaskedOutput output = new MaskedOutput(System.out);
    MaskedOutput errors = new MaskedOutput(System.err);
    System.setOut(printing(output));
    System.setErr(printing(errors));
    Runtime.getRuntime().addShutdownHook(new Thread(output::end));
    Runtime.getRuntime().addShutdownHook(new Thread(errors::end));
  }

  static PrintStream of(OutputStream out) {
    return printing(new MaskedOutput(out));
  }

  private static PrintStream printing(MaskedOutput masked) {
    return new PrintStream(masked, true, UTF_8);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    waiting.write(bytes, offset, length);
    if (waiting.size() > LONGEST_LINE) {
      flush();
    }
  }

  /** What is left of a line waits, as a secret may go on behind it; but not without bounds. */
  @Override
  public synchronized void flush() throws IOException {
    byte[] bytes = waiting.toByteArray();
    int end = endOfLast('\n', bytes);
    if (end == 0 && bytes.length > LONGEST_LINE) {
      end = endOfLast(' ', bytes);
      end = end == 0 ? bytes.length : end;
    }
    pass(bytes, end);
  }

  /** Passes on the last line too, which may have no end. */
  @Override
  public synchronized void close() throws IOException {
    byte[] bytes = waiting.toByteArray();
    pass(bytes, bytes.length);
  }

  private void end() {
    try {
      close();
    } catch (IOException e) {
      LoggerFactory.getLogger(MaskedOutput.class).atDebug().setCause(e).log("Output not written");
    }
  }

  private static int endOfLast(char wanted, byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != wanted) {
      end--;
    }
    return end;
  }

  private void pass(byte[] bytes, int end) throws IOException {
    if (end == 0) {
      return;
    }
    waiting.reset();
    waiting.write(bytes, end, bytes.length - end);
    out.write(Secrets.mask(new String(bytes, 0, end, UTF_8)).getBytes(UTF_8));
    out.flush();
  }
}
