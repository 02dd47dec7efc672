package ai.warehouse.status.model.json;

/** The names of the fields and attributes, on topics and in tables alike (SPEC §1 and §2). */
public final class Fields {
  public static final String KEY = "key";
  public static final String PKG = "pkg";
  public static final String NAME = "name";
  public static final String ENV = "env";
  public static final String VERSION = "version";
  public static final String EVENT_ID = "eventId";
  public static final String EVENT_TYPE = "eventType";
  public static final String LOCALE = "locale";
  public static final String ERROR = "error";
  public static final String MESSAGE = "message";
  public static final String DETAILS = "details";
  public static final String DETAILS_TRUNCATED = "detailsTruncated";
  public static final String TOTAL = "total";
  public static final String CREATED_AT = "createdAt";
  public static final String UPDATED_AT = "updatedAt";
  public static final String PROGRESS = "progress";
  public static final String COMPLETE = "complete";
  public static final String PREVIOUS_VERSION = "previousVersion";
  public static final String COUNT = "count";
  public static final String REVISION = "revision";
  public static final String EXPIRES_AT = "expiresAt";

  private Fields() {}
}
