package ai.warehouse.status.sink;

/** What a failed write means for the sink. */
enum FailureKind {
  /** Something newer is stored: success. */
  REFUSED_CONDITION,
  /** It may work later, however much later. */
  RETRYABLE,
  /** This one record can't be stored, whatever is tried; others can. */
  RECORDS_OWN_FAULT,
  /** Nothing can be written until a person has acted. */
  FATAL
}
