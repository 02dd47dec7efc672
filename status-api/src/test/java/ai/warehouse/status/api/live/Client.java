package ai.warehouse.status.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** What a browser does with a stream: it takes the snapshot, and then each change. */
class Client implements Subscriber {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One event of the stream; a comment has no data. */
  record Message(String event, JsonNode data) {}

  final List<Message> messages = new ArrayList<>();
  boolean ended;

  @Override
  public synchronized void send(Frame frame) {
    assertThat(ended).isFalse();
    String text = frame.toString();
    assertThat(text).endsWith("\n\n");
    Message message = read(text);
    messages.add(message);
    take(message);
  }

  private static Message read(String text) {
    if (text.startsWith(":")) {
      return new Message("comment", null);
    }
    String[] lines = text.split("\n");
    assertThat(lines).hasSize(2);
    assertThat(lines[0]).startsWith("event: ");
    assertThat(lines[1]).startsWith("data: ");
    try {
      return new Message(
          lines[0].substring("event: ".length()),
          JSON.readTree(lines[1].substring("data: ".length())));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** Takes a message; for those who keep more than the messages. */
  void take(Message message) {}

  @Override
  public synchronized void end() {
    ended = true;
  }

  /** Returns the messages of one kind so far. */
  synchronized List<JsonNode> all(String event) {
    return messages.stream()
        .filter(message -> message.event().equals(event))
        .map(Message::data)
        .toList();
  }

  JsonNode last(String event) {
    List<JsonNode> found = all(event);
    assertThat(found).as("messages %s among %s", event, messages).isNotEmpty();
    return found.get(found.size() - 1);
  }
}
