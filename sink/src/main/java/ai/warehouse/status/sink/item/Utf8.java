package ai.warehouse.status.sink.item;

/** Measures and cuts text by its bytes in UTF-8, without encoding it. */
final class Utf8 {
  private Utf8() {}

  /** Returns how many bytes a text takes. */
  static int length(String text) {
    int bytes = 0;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      bytes += length(codePoint);
      at += Character.charCount(codePoint);
    }
    return bytes;
  }

  /**
   * Returns the longest beginning that takes no more than so many bytes and splits no character.
   */
  static String prefix(String text, int maxBytes) {
    int bytes = 0;
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      bytes += length(codePoint);
      if (bytes > maxBytes) {
        return text.substring(0, at);
      }
      at += Character.charCount(codePoint);
    }
    return text;
  }

  private static int length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
