package ai.warehouse.status.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The published JSON Schema of one record type. */
enum RecordSchema {
  STATUS_EVENT("status-event"),
  STATUS("status"),
  STATUS_HEAD("status-head"),
  STATUS_COUNTER("status-counter");

  private final String fileName;
  private final JsonNode text;
  private final Schema schema;

  RecordSchema(String fileName) {
    this.fileName = fileName;
    text = SchemaFiles.read(fileName + ".schema.json");
    schema = SchemaFiles.compile(text);
  }

  /** Returns the file's name, without what all end on. */
  String fileName() {
    return fileName;
  }

  /** Returns what the schema itself says. */
  JsonNode text() {
    return text;
  }

  /** Returns the names of the fields that the schema describes. */
  Stream<String> fields() {
    return text.get("properties").propertyStream().map(Map.Entry::getKey);
  }

  /** Returns what the schema has against a value; empty if nothing. */
  List<Error> errors(byte[] json) {
    return errors(SchemaFiles.json(json));
  }

  /** Returns what the schema has against a value; empty if nothing. */
  List<Error> errors(JsonNode json) {
    return schema.validate(
        json, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }
}
