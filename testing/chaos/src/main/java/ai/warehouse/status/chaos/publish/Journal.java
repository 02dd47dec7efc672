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
 * What a publisher sends, written down before it is sent, round by round, so that one that was
 * killed knows what to send again.
 */
public final class Journal {
  private static final String END_OF_ROUND = "#";

  private final Path file;

  /** Keeps the journal in that file, which may have been left by an earlier process. */
  public Journal(Path file) {
    this.file = file;
  }

  /** Returns all that was ever to be sent. */
  public List<Entry> entries() throws IOException {
    return lines().stream().filter(line -> !line.equals(END_OF_ROUND)).map(Entry::of).toList();
  }

  /** Returns what of the last round may not have been stored; empty if all is. */
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

  /** Returns how many rounds are finished. */
  long rounds() throws IOException {
    return lines().stream().filter(END_OF_ROUND::equals).count();
  }

  /** Begins a round, whose records may be sent from now on. */
  void begin(List<Entry> entries) throws IOException {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(entry.line()).append('\n'));
    append(text.toString());
  }

  /** Finishes the round: all of it is stored. */
  void finish() throws IOException {
    append(END_OF_ROUND + "\n");
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Cuts off a last line that a kill has cut short: of that round nothing was sent. */
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
