package ai.warehouse.status.model.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Changes of single attributes of an item.
 *
 * @param set attributes to replace
 * @param add numbers to add, where an absent attribute counts as 0
 * @param condition the condition of the update; null for none
 */
record ItemUpdate(
    Map<String, AttributeValue> set,
    Map<String, AttributeValue> add,
    @Nullable Expression condition) {
  static ItemUpdate set(Map<String, AttributeValue> attributes) {
    return new ItemUpdate(attributes, Map.of(), null);
  }

  ItemUpdate add(String name, long number) {
    return new ItemUpdate(set, Map.of(name, number(number)), condition);
  }

  ItemUpdate ifPresent(String name) {
    return onlyIf("attribute_exists(#condition)", name, Map.of());
  }

  ItemUpdate ifAtLeast(String name, long number) {
    return onlyIf("#condition >= :condition", name, Map.of(":condition", number(number)));
  }

  private ItemUpdate onlyIf(String text, String name, Map<String, AttributeValue> values) {
    return new ItemUpdate(
        set,
        add,
        Expression.builder()
            .expression(text)
            .putExpressionName("#condition", name)
            .expressionValues(values)
            .build());
  }

  void writeTo(UpdateItemRequest.Builder request) {
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    Stream.of(set, add)
        .flatMap(attributes -> attributes.entrySet().stream())
        .forEach(
            attribute -> {
              // Placeholders for all: some names are reserved words.
              names.put("#" + attribute.getKey(), attribute.getKey());
              values.put(":" + attribute.getKey(), attribute.getValue());
            });
    if (condition != null) {
      request.conditionExpression(condition.expression());
      names.putAll(condition.expressionNames());
      values.putAll(condition.expressionValues());
    }
    request
        .updateExpression((clause("SET", " = ", set) + " " + clause("ADD", " ", add)).strip())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values);
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  private static String clause(
      String verb, String between, Map<String, AttributeValue> attributes) {
    return attributes.isEmpty()
        ? ""
        : attributes.keySet().stream()
            .map(name -> "#" + name + between + ":" + name)
            .collect(Collectors.joining(", ", verb + " ", ""));
  }
}
