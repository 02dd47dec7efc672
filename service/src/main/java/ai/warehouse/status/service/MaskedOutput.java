package ai.warehouse.status.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.slf4j.LoggerFactory;

/**
 * Passes on whole lines of UTF-8 with secrets masked: all output of a process, logs, stack traces
 * and prints of libraries included.
 */
final class MaskedOutput extends OutputStream {

  private static final int LONGEST_LINE = 64 << 10;

  private final OutputStream out;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  private MaskedOutput(OutputStream out) {
    this.out = out;
  }

  /** Replaces standard output and error of the process. */
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

  /** Keeps an unfinished line back, as a secret may go on in it; but at most 64 KiB. */
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

  /** Passes on the last line too, finished or not. */
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
