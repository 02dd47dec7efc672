package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.EventIds;
import java.util.UUID;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores ids as their canonical text: the SDK's own converter would read {@code 1-1-1-1-1} too. */
final class IdAsText implements AttributeConverter<UUID> {
  @Override
  public AttributeValue transformFrom(UUID id) {
    return AttributeValue.fromS(id.toString());
  }

  @Override
  public UUID transformTo(AttributeValue value) {
    return EventIds.parse(value.s());
  }

  @Override
  public EnhancedType<UUID> type() {
    return EnhancedType.of(UUID.class);
  }

  @Override
  public AttributeValueType attributeValueType() {
    return AttributeValueType.S;
  }
}
