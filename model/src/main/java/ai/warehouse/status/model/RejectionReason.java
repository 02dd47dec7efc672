package ai.warehouse.status.model;

/** Why a record can't be accepted (SPEC §1); the code goes into headers and metric tags. */
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
  /** The database refuses the record's item whatever is tried. */
  NOT_STORABLE("not-storable"),
  /** A bug of ours on this one record. */
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
