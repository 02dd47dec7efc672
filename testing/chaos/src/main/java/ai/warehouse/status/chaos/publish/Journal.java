package ai.warehouse.status.chaos.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a publisher, written round by round before they are sent, so that a publisher that
 * was killed knows which to send again.
 */
public final class Journal {
  private static final String END_OF_ROUND = "#";

  private final Path file;

  /** Keeps the journal in that file, which may have been left by an earlier process. */
  public Journal(Path file) {
    this.file = file;
  }

  /** Returns the records of all rounds. */
  public List<Entry> entries() throws IOException {
    return lines().stream().filter(line -> !line.equals(END_OF_ROUND)).map(Entry::of).toList();
  }

  /** Returns the records of the last round unless it is finished: they may not be stored. */
  List<Entry> unfinished() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines()) {
      if (line.equals(END_OF_ROUND)) {
        entries.clear();
      } else {
        entries.add(Entry.of(line));
      }
    }
    return entries;
  }

  /** Returns the number of finished rounds. */
  long rounds() throws IOException {
    return lines().stream().filter(END_OF_ROUND::equals).count();
  }

  /** Begins a round, whose records may be sent from now on. */
  void begin(List<Entry> entries) throws IOException {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(entry.line()).append('\n'));
    append(text.toString());
  }

  /** Finishes the round: all its records are stored. */
  void finish() throws IOException {
    append(END_OF_ROUND + "\n");
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Removes a last line that a kill has cut short: no record of that round was sent. */
  void repair() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    byte[] all = Files.readAllBytes(file);
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(end);
    }
  }

  private List<String> lines() throws IOException {
    return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
  }
}
