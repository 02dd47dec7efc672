package ai.warehouse.status.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;

/** Reads any JSON value as text, in a loop and not recursively, as it may nest to any depth. */
final class JsonText {
  private JsonText() {}

  /**
   * Returns a string's content, or the compact JSON text of any other value, numbers as they stand;
   * leaves the parser at the value's last token.
   */
  static String read(JsonParser parser) throws IOException {
    if (!parser.currentToken().isStructStart()) {
      return parser.getText();
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = Json.FACTORY.createGenerator(text)) {
      int depth = 0;
      do {
        depth += copy(parser, generator);
      } while (depth > 0 && parser.nextToken() != null);
    }
    return text.toString();
  }

  /** Copies one token and returns by how much it changes the depth. */
  private static int copy(JsonParser parser, JsonGenerator generator) throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isNumeric()) {
      generator.writeNumber(parser.getText()); // 1.10 stays 1.10
      return 0;
    }
    generator.copyCurrentEvent(parser);
    return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
  }
}
