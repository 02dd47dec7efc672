package ai.warehouse.status.sink;

import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.dynamodb.DynamoDbSettings;
import ai.warehouse.status.service.dynamodb.RetryableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Checks that a table takes the items of a layout: with another key, or an index over a type that
 * an attribute never has, DynamoDB refuses every item.
 */
final class TableFitness {
  private final TableSchema<?> layout;
  private final Map<String, String> types;

  /**
   * Creates a check.
   *
   * @param more attributes that are not in the layout, with their types
   */
  TableFitness(TableSchema<?> layout, Map<String, String> more) {
    this.layout = layout;
    this.types = new HashMap<>(more);
    layout
        .attributeNames()
        .forEach(
            name ->
                types.put(name, layout.converterForAttribute(name).attributeValueType().name()));
  }

  /**
   * Checks a table that exists.
   *
   * @throws RetryableException if it is being created or deleted
   * @throws StartupException if it takes no items, or not these
   */
  void check(TableDescription table) {
    checkStatus(table);
    checkKey(table);
    indexes(table).forEach((index, key) -> checkIndex(table, index, key));
  }

  private static void checkStatus(TableDescription table) {
    if (table.tableStatus() == null) {
      return; // not every DynamoDB is AWS's
    }
    switch (table.tableStatus()) {
      case CREATING, DELETING ->
          throw new RetryableException(
              "table %s is %s".formatted(table.tableName(), table.tableStatus()));
      case INACCESSIBLE_ENCRYPTION_CREDENTIALS ->
          throw unfit(table, "is encrypted with a KMS key that DynamoDB may not use: give it back");
      case ARCHIVING, ARCHIVED ->
          throw unfit(
              table,
              "is archived, since its KMS key could not be used for long: restore it from its backup");
      default -> {} // the rest takes writes, as far as is known
    }
  }

  private void checkKey(TableDescription table) {
    TableMetadata needed = layout.tableMetadata();
    List<String> wanted =
        Stream.concat(
                Stream.of(KeyType.HASH + " " + typed(needed.primaryPartitionKey())),
                needed.primarySortKey().map(name -> KeyType.RANGE + " " + typed(name)).stream())
            .toList();
    List<String> found =
        table.keySchema().stream()
            .map(
                part ->
                    "%s %s (%s)"
                        .formatted(
                            part.keyTypeAsString(),
                            part.attributeName(),
                            definedTypes(table).get(part.attributeName())))
            .sorted()
            .toList();
    if (!found.equals(wanted)) {
      throw unfit(
          table,
          "has the key %s and needs %s: create it anew, or use another %s"
              .formatted(found, wanted, DynamoDbSettings.TABLES_PREFIX));
    }
  }

  private String typed(String attribute) {
    return "%s (%s)".formatted(attribute, types.get(attribute));
  }

  private void checkIndex(TableDescription table, String index, List<KeySchemaElement> key) {
    for (KeySchemaElement part : key) {
      String attribute = part.attributeName();
      String found = definedTypes(table).get(attribute);
      String written = types.get(attribute);
      // An attribute that is never written keeps items out of the index, and harms none.
      if (written != null && !written.equals(found)) {
        throw unfit(
            table,
            ("has the index %s over %s of type %s, which the sink writes as %s, so that DynamoDB"
                    + " refuses every item with it: delete the index")
                .formatted(index, attribute, found, written));
      }
    }
  }

  private static Map<String, List<KeySchemaElement>> indexes(TableDescription table) {
    Map<String, List<KeySchemaElement>> keys = new HashMap<>();
    table.globalSecondaryIndexes().forEach(index -> keys.put(index.indexName(), index.keySchema()));
    table.localSecondaryIndexes().forEach(index -> keys.put(index.indexName(), index.keySchema()));
    return keys;
  }

  private static Map<String, String> definedTypes(TableDescription table) {
    return table.attributeDefinitions().stream()
        .collect(
            Collectors.toMap(
                AttributeDefinition::attributeName, AttributeDefinition::attributeTypeAsString));
  }

  private static StartupException unfit(TableDescription table, String why) {
    return new StartupException("DynamoDB table %s %s".formatted(table.tableName(), why));
  }
}
