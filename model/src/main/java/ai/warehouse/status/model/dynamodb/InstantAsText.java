package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.Timestamps;
import java.time.Instant;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores times with exactly three fractional digits: the SDK's own converter leaves zeros out, so
 * that its text doesn't sort as the time does.
 */
final class InstantAsText implements AttributeConverter<Instant> {
  @Override
  public AttributeValue transformFrom(Instant time) {
    return AttributeValue.fromS(Timestamps.format(time));
  }

  @Override
  public Instant transformTo(AttributeValue value) {
    return Timestamps.parse(value.s());
  }

  @Override
  public EnhancedType<Instant> type() {
    return EnhancedType.of(Instant.class);
  }

  @Override
  public AttributeValueType attributeValueType() {
    return AttributeValueType.S;
  }
}
