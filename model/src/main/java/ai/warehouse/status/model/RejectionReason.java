package ai.warehouse.status.model;

/**
 * Why a record is rejected (SPEC §1). The code stands in headers of dead letters and in metric
 * tags.
 */
public enum RejectionReason {
  /** The record has no value. */
  NULL_VALUE("null-value"),
  /** The value is not UTF-8. */
  NOT_UTF8("not-utf8"),
  /** The value is not exactly one JSON value. */
  NOT_JSON("not-json"),
  /** The value is JSON, but not an object. */
  NOT_AN_OBJECT("not-an-object"),
  /** A required field is absent or null. */
  MISSING_FIELD("missing-field"),
  /** A field has the wrong JSON type. */
  WRONG_TYPE("wrong-type"),
  /** A field breaks its rule. */
  INVALID_VALUE("invalid-value"),
  /** {@code createdAt} lies more than an hour after the record's timestamp. */
  CREATED_IN_FUTURE("created-in-future"),
  /** DynamoDB refuses the item of the record for good. */
  NOT_STORABLE("not-storable"),
  /** The record makes our own code fail. */
  INTERNAL_ERROR("internal-error");

  private final String code;

  RejectionReason(String code) {
    this.code = code;
  }

  /** Returns the stable, lower-case name of this reason. */
  public String code() {
    return code;
  }
}
