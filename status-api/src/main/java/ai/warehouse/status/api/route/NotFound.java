package ai.warehouse.status.api.route;

import ai.warehouse.status.api.http.ApiException;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;

/** Says what was asked for and is not there. */
final class NotFound {
  private NotFound() {}

  static ApiException build(BuildKey build) {
    return new ApiException(
        404,
        "There is no build of package %s in environment %s at version %s"
            .formatted(build.pkg(), build.env(), build.version()));
  }

  static ApiException head(PackageKey key) {
    return new ApiException(
        404, "There is no build of package %s in environment %s".formatted(key.pkg(), key.env()));
  }
}
