package ai.warehouse.status.model.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages valid records at random. */
final class Mutator {
  private static final List<String> TOKENS =
      List.of(
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "true",
          "false",
          "-",
          "0",
          "1e9",
          "1e999999999",
          "NaN",
          "\\u0000",
          "\\ud800",
          "\\udc00",
          "\0",
          "\uFEFF",
          "😀",
          "!",
          " ",
          "\n",
          "//",
          "pkg",
          "\"total\":-1,",
          "\"error\":true,",
          "\"createdAt\":946684799999,",
          "\"createdAt\":\"\",",
          "\"pkg\":null,",
          "\"pkg\":\"\",",
          "\"eventId\":\"");

  private final Random random;
  private final List<byte[]> corpus;

  /** Damages events. */
  Mutator(Random random) {
    this(random, events());
  }

  Mutator(Random random, List<byte[]> corpus) {
    this.random = random;
    this.corpus = corpus;
  }

  byte[] next() {
    byte[] record = pick().clone();
    int mutations = 1 + random.nextInt(3);
    for (int i = 0; i < mutations; i++) {
      record = mutate(record);
    }
    return record;
  }

  private byte[] mutate(byte[] record) {
    int from = random.nextInt(record.length + 1);
    int to = Math.min(record.length, from + random.nextInt(12));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(record);
      case 1 -> Arrays.copyOf(record, from);
      case 2 -> replaced(record, from, to, new byte[0]);
      case 3 -> replaced(record, from, from, noise());
      case 4 -> replaced(record, from, to, token());
      case 5 -> replaced(record, from, from, Arrays.copyOfRange(record, from, to));
      default -> swappedValue(record);
    };
  }

  private byte[] flipped(byte[] record) {
    if (record.length > 0) {
      record[random.nextInt(record.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return record;
  }

  /** Puts a value, or a piece of one, from another record behind some colon. */
  private byte[] swappedValue(byte[] record) {
    byte[] other = pick();
    int from = afterColon(other);
    byte[] value = Arrays.copyOfRange(other, from, end(other, from));
    int at = afterColon(record);
    return replaced(record, at, end(record, at), value);
  }

  private int afterColon(byte[] record) {
    int start = random.nextInt(record.length + 1);
    for (int i = start; i < record.length; i++) {
      if (record[i] == ':') {
        return i + 1;
      }
    }
    return start;
  }

  private static int end(byte[] record, int from) {
    int at = from;
    while (at < record.length && record[at] != ',' && record[at] != '}') {
      at++;
    }
    return at;
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(8)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] token() {
    return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] pick() {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private static byte[] replaced(byte[] record, int from, int to, byte[] by) {
    byte[] result = new byte[record.length - (to - from) + by.length];
    System.arraycopy(record, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(record, to, result, from + by.length, record.length - to);
    return result;
  }

  private static List<byte[]> events() {
    List<byte[]> corpus = new ArrayList<>(OldWorkerMessages.lines());
    corpus.add(Resources.bytes("json/status-event-queued.json"));
    corpus.add(Resources.bytes("json/status-event-error.json"));
    corpus.add(EventText.valid().bytes());
    corpus.add(
        EventText.valid()
            .with("eventType", "\"complete\"")
            .with("locale", "\"日本\"")
            .with("error", "false")
            .with("message", "\"\\ud83d\\ude00 😀 \\\"quoted\\\"\"")
            .with("details", "{\"a\":[1.5,true,null,\"\\u0041\"]}")
            .with("total", "20.0")
            .with("createdAt", "\"2026-11-23T21:47:03.120999+01:00\"")
            .with("eventId", "\"C232AB00-9414-11EC-B3C8-9F6BDECED846\"")
            .bytes());
    corpus.add(EventText.valid().with("createdAt", "1700000000123").bytes());
    return corpus;
  }
}
