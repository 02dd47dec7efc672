package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Names the attribute that another converter can't convert, where the message of the other would
 * quote the value.
 */
record NamedConverter<T>(String name, AttributeConverter<T> other)
    implements AttributeConverter<T> {
  @Override
  public AttributeValue transformFrom(T value) {
    return other.transformFrom(value);
  }

  @Override
  public T transformTo(AttributeValue value) {
    try {
      return other.transformTo(value);
    } catch (InvalidRecordException e) {
      throw e; // which names the field already
    } catch (RuntimeException e) {
      throw new InvalidRecordException(
          RejectionReason.WRONG_TYPE,
          name,
          "can't be read as " + type().rawClass().getSimpleName());
    }
  }

  @Override
  public EnhancedType<T> type() {
    return other.type();
  }

  @Override
  public AttributeValueType attributeValueType() {
    return other.attributeValueType();
  }
}
