package ai.warehouse.status.service;

import org.jspecify.annotations.Nullable;

/**
 * The result of one health check.
 *
 * @param reason for a person, secrets masked; null if there is nothing to say, never when down
 */
public record Health(boolean up, @Nullable String reason) {

  public Health {
    if (!up && (reason == null || reason.isBlank())) {
      throw new IllegalArgumentException("What is down needs a reason");
    }
    reason = reason == null ? null : Secrets.mask(reason);
  }

  public static Health ok() {
    return new Health(true, null);
  }

  public static Health ok(String reason) {
    return new Health(true, reason);
  }

  public static Health down(String reason) {
    return new Health(false, reason);
  }
}
