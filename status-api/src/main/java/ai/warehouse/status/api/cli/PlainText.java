package ai.warehouse.status.api.cli;

import java.util.List;

/** Text for a person's terminal. */
final class PlainText {
  private static final int MAX_WIDTH = 100;

  private PlainText() {}

  /**
   * Returns a text of strangers in one line, without what a terminal would obey or that would
   * change the direction of the rest.
   */
  static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    safe.append(Character.isWhitespace(c) ? ' ' : '\uFFFD');
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString().strip();
  }

  /** Returns a text cut to so many characters. */
  static String cut(String text, int width) {
    int length = text.codePointCount(0, text.length());
    return length <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
  }

  /** Returns rows as lines whose columns begin below each other. */
  static List<String> columns(List<List<String>> rows) {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.min(MAX_WIDTH, Math.max(widths[i], length(row.get(i))));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      line.append(cell).append(" ".repeat(Math.max(0, widths[i] - length(cell)) + 2));
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
