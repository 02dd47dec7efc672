package ai.warehouse.status.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A command that goes on until nobody reads its output any more, as behind a pipe. */
final class Screen extends OutputStream {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private boolean closed;

  Screen(Map<String, String> environment, String... arguments) {
    PrintStream out = new PrintStream(this, true, UTF_8);
    Shell shell = new Shell(InputStream.nullInputStream(), out, System.err, environment, 0, 0);
    Thread thread = new Thread(() -> exitCode.complete(Cli.run(shell, arguments)), "screen");
    thread.setDaemon(true);
    thread.start();
  }

  CompletableFuture<Integer> exitCode() {
    return exitCode;
  }

  @Override
  public synchronized void write(int one) throws IOException {
    if (closed) {
      throw new IOException("Broken pipe");
    }
    shown.write(one);
  }

  synchronized String text() {
    return shown.toString(UTF_8);
  }

  boolean shows(String text) {
    return text().contains(text);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
