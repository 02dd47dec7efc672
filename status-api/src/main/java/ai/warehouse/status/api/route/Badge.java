package ai.warehouse.status.api.route;

import ai.warehouse.status.api.view.HeadView;
import ai.warehouse.status.api.view.ViewJson;
import ai.warehouse.status.model.Status;

/**
 * A label and beside it a message on a colour.
 *
 * @param color hexadecimal
 */
record Badge(String label, String message, String color) {
  private static final int CHAR_WIDTH = 7;
  private static final int MARGIN = 10;

  /** Wide characters, such as Chinese ones, begin about here. */
  private static final int FIRST_WIDE = 0x1100;

  // Attributes and no styles, which the Content-Security-Policy forbids.
  private static final String SVG =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img"\
       aria-label="%5$s: %6$s"><title>%5$s: %6$s</title>\
      <rect width="%1$d" height="20" rx="3" fill="#555"/>\
      <rect x="%2$d" width="%7$d" height="20" rx="3" fill="#%8$s"/>\
      <rect x="%2$d" width="4" height="20" fill="#%8$s"/>\
      <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif"\
       font-size="11"><text x="%3$d" y="14">%5$s</text><text x="%4$d" y="14">%6$s</text></g></svg>
      """;

  /** Returns the badge of a head. */
  static Badge of(HeadView head) {
    Status status = head.status();
    String state =
        switch (head.state()) {
          case BUILDING -> status.progress() + " %";
          case QUEUED, STALLED, COMPLETE, FAILING -> head.state().wireName();
        };
    String color =
        switch (head.state()) {
          case COMPLETE -> "2e7d32";
          case FAILING -> "c62828";
          case STALLED -> "a15c00";
          case QUEUED -> "616161";
          case BUILDING -> "1565c0";
        };
    return new Badge(
        status.key().pkg() + " " + status.key().env(), status.key().version() + " " + state, color);
  }

  /** Returns the object that shields.io reads from an endpoint. */
  byte[] json() {
    return ViewJson.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeStringField("label", label);
          json.writeStringField("message", message);
          json.writeStringField("color", color);
        });
  }

  /** Returns the image. */
  String svg() {
    int left = width(label);
    int right = width(message);
    return SVG.formatted(
        left + right,
        left,
        left / 2,
        left + right / 2,
        escape(label),
        escape(message),
        right,
        color);
  }

  /** About how many pixels a text takes. */
  private static int width(String text) {
    int chars = text.codePoints().map(c -> c < FIRST_WIDE ? 1 : 2).sum();
    return chars * CHAR_WIDTH + MARGIN;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
