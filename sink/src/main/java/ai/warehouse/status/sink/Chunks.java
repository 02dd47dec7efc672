package ai.warehouse.status.sink;

import java.util.ArrayList;
import java.util.List;

/** Divides items into requests that BatchWriteItem takes. */
final class Chunks {
  /** What BatchWriteItem takes at most. */
  static final int MAX_ITEMS = 25;

  /**
   * The most bytes of items in a request. It may have 16 MB, and JSON makes up to six bytes of one:
   * so this holds whatever the text.
   */
  static final int MAX_BYTES = 16 * 1024 * 1024 / 6 - 64 * 1024;

  private Chunks() {}

  static List<List<ItemWrite>> of(List<ItemWrite> writes) {
    List<List<ItemWrite>> chunks = new ArrayList<>();
    List<ItemWrite> chunk = new ArrayList<>();
    int bytes = 0;
    for (ItemWrite write : writes) {
      int size = ItemSize.of(write.item());
      if (!chunk.isEmpty() && (chunk.size() == MAX_ITEMS || bytes + size > MAX_BYTES)) {
        chunks.add(chunk);
        chunk = new ArrayList<>();
        bytes = 0;
      }
      chunk.add(write);
      bytes += size;
    }
    if (!chunk.isEmpty()) {
      chunks.add(chunk);
    }
    return chunks;
  }
}
