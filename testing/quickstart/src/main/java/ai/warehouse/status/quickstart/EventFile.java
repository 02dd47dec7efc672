package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.json.StatusEventJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes each line of a file, byte for byte, as the value of a record. */
public final class EventFile {
  static final String STANDARD_INPUT = "-";

  private final String name;
  private final AtomicReference<QuickstartException> failure = new AtomicReference<>();

  /** Names a file, or standard input by {@code -}. */
  public EventFile(String name) {
    this.name = name;
  }

  /**
   * Checks that the file can be read, before anything is started.
   *
   * @throws QuickstartException if not
   */
  void check() {
    Path path = Path.of(name);
    if (name.equals(STANDARD_INPUT)) {
      return;
    }
    if (!Files.exists(path)) {
      throw new QuickstartException("--events: there is no file " + name);
    }
    if (Files.isDirectory(path) || !Files.isReadable(path)) {
      throw new QuickstartException("--events: " + name + " is not a file that can be read");
    }
  }

  /**
   * Publishes all lines and waits until they are stored in Kafka.
   *
   * @return the number of lines
   * @throws QuickstartException if a line could not be stored
   */
  public long publish(Producer<byte[], byte[]> producer, String topic) {
    long lines = 0;
    try (InputStream in = open()) {
      for (byte[] line = readLine(in); line != null; line = readLine(in)) {
        send(producer, new ProducerRecord<>(topic, key(line, topic), line), ++lines);
      }
    } catch (IOException e) {
      throw new QuickstartException("--events: reading " + name + " failed: " + e.getMessage(), e);
    }
    producer.flush();
    if (failure.get() != null) {
      throw failure.get();
    }
    return lines;
  }

  private InputStream open() throws IOException {
    return name.equals(STANDARD_INPUT)
        ? new BufferedInputStream(System.in)
        : new BufferedInputStream(Files.newInputStream(Path.of(name)));
  }

  private void send(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> line, long number) {
    producer.send(
        line,
        (stored, problem) -> {
          if (problem != null) {
            failure.compareAndSet(
                null,
                new QuickstartException(
                    "--events: line " + number + " of " + name + ": " + problem.getMessage(),
                    problem));
          }
        });
  }

  /** Returns the next line without its line feed; null at the end. */
  private static byte[] readLine(InputStream in) throws IOException {
    int next = in.read();
    if (next < 0) {
      return null;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (; next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toByteArray();
  }

  /** Returns {@code pkg!env} where the line is an event, else null. */
  private static byte[] key(byte[] line, String topic) {
    RecordPosition position = new RecordPosition(topic, 0, 0, Clock.systemUTC().millis());
    try {
      PackageKey key = StatusEventJson.read(line, position).key().packageKey();
      return key.toString().getBytes(StandardCharsets.UTF_8);
    } catch (InvalidRecordException e) {
      return null; // published all the same: rejecting is the processor's
    }
  }
}
