package ai.warehouse.status.api.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelTest {
  private final FakeLoop loop = new FakeLoop();
  private final Numbers numbers = new Numbers();
  private final Channel channel = new Channel(loop, numbers);

  /** All numbers so far, and those that are new. */
  private static final class Numbers implements Channel.Content {
    private final List<Integer> all = new ArrayList<>();
    private final List<Integer> added = new ArrayList<>();
    private boolean ready = true;
    private int encoded;

    void add(int number) {
      all.add(number);
      added.add(number);
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public Frame snapshot() {
      encoded++;
      return Frame.of("snapshot", all.toString().getBytes(UTF_8));
    }

    @Override
    public Frame changes() {
      if (added.isEmpty()) {
        return null;
      }
      encoded++;
      Frame frame = Frame.of("changes", added.toString().getBytes(UTF_8));
      added.clear();
      return frame;
    }
  }

  private void change(int number, boolean milestone) {
    numbers.add(number);
    channel.changed(milestone);
  }

  private Client join() {
    Client client = new Client();
    channel.join(client);
    return client;
  }

  private void await(long millis) {
    loop.advance(Duration.ofMillis(millis));
  }

  @Test
  void shouldSendASnapshotAndThenExactlyWhatChanges() {
    change(1, false);
    Client first = join();
    await(20);
    change(2, false);
    Client second = join();
    await(500);
    change(3, false);
    await(500);

    assertThat(first.messages)
        .extracting(Client.Message::toString)
        .containsExactly(
            "Message[event=snapshot, data=[1]]",
            "Message[event=changes, data=[2]]",
            "Message[event=changes, data=[3]]");
    assertThat(second.messages)
        .extracting(Client.Message::toString)
        .containsExactly("Message[event=snapshot, data=[1,2]]", "Message[event=changes, data=[3]]");
  }

  @Test
  void shouldCollectChangesAndHurryWithMilestones() {
    Client client = join();
    await(20);
    change(1, false);
    change(2, false);
    await(199);
    assertThat(client.all("changes")).isEmpty();
    await(1);
    assertThat(client.all("changes")).hasSize(1);
    change(3, false);
    change(4, true);
    await(20);
    assertThat(client.last("changes")).hasToString("[3,4]");
    await(1_000);
    assertThat(client.all("changes")).hasSize(2);
  }

  @Test
  void shouldEncodeOnceForAll() {
    for (int i = 0; i < 1_000; i++) {
      join();
    }
    await(20);
    assertThat(numbers.encoded).isEqualTo(1);
    change(1, false);
    await(200);
    assertThat(numbers.encoded).isEqualTo(2);
  }

  @Test
  void shouldWaitForContentButSayWhatElseThereIs() {
    numbers.ready = false;
    Client client = join();
    await(1_000);
    channel.send(Frame.comment("alive"));
    assertThat(client.messages).hasSize(1);
    numbers.ready = true;
    channel.changed(true);
    await(20);
    assertThat(client.all("snapshot")).hasSize(1);
  }

  @Test
  void shouldSendNothingToThoseWhoLeft() {
    Client left = join();
    Client leftAtOnce = join();
    channel.leave(leftAtOnce);
    await(20);
    channel.leave(left);
    change(1, true);
    await(20);
    assertThat(left.messages).hasSize(1);
    assertThat(leftAtOnce.messages).isEmpty();
    assertThat(channel.isEmpty()).isTrue();
  }

  @Test
  void shouldDropAStreamThatFailsAndServeTheOthers() {
    channel.join(
        new Client() {
          @Override
          void take(Message message) {
            throw new IllegalStateException("broken");
          }
        });
    Client other = join();
    await(20);
    assertThat(other.messages).hasSize(1);
    assertThat(channel.size()).isEqualTo(1);
  }

  @Test
  void shouldEndAll() {
    Client client = join();
    await(20);
    Client joining = join();
    channel.end();
    assertThat(client.ended).isTrue();
    assertThat(joining.ended).isTrue();
    await(1_000);
    assertThat(channel.isEmpty()).isTrue();
  }
}
