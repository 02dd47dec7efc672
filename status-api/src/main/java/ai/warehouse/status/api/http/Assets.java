package ai.warehouse.status.api.http;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files from the class path, which browsers keep and ask for whether they have changed.
 *
 * <p>Small, and few, so all that were asked for once stay in memory.
 */
public final class Assets {
  private static final Pattern NAME = Pattern.compile("[\\w-]+(?:\\.[\\w-]+)*\\.([a-z]+)");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "yaml", "application/yaml");

  private final Class<?> base;
  private final String folder;
  private final Map<String, Asset> found = new ConcurrentHashMap<>();

  private record Asset(String type, byte[] bytes, String etag) {}

  /**
   * Creates the files of a folder.
   *
   * @param base the class beside which the folder lies
   * @param folder with a slash at the end; empty for the class's own
   */
  public Assets(Class<?> base, String folder) {
    this.base = base;
    this.folder = folder;
  }

  /** Returns the route to the file that the path names as {@code {file}}. */
  public Route files() {
    return request -> answer(String.valueOf(request.parameter("file")), request);
  }

  /** Returns the route to one file. */
  public Route file(String name) {
    return request -> answer(name, request);
  }

  private CompletableFuture<ApiResponse> answer(String name, ApiRequest request) {
    Asset asset = find(name);
    if (asset == null) {
      return failedFuture(new ApiException(404, "There is no file " + name));
    }
    String known = request.header("If-None-Match");
    ApiResponse answer =
        known != null && known.contains(asset.etag())
            ? ApiResponse.empty(304)
            : ApiResponse.of(200, asset.type(), asset.bytes());
    return completedFuture(answer.with("ETag", asset.etag()).with("Cache-Control", "no-cache"));
  }

  private @Nullable Asset find(String name) {
    Asset known = found.get(name);
    if (known != null) {
      return known;
    }
    Matcher matcher = NAME.matcher(name);
    String type = matcher.matches() ? TYPES.get(matcher.group(1)) : null;
    byte[] bytes = type == null ? null : read(name);
    if (type == null || bytes == null) {
      return null;
    }
    Asset asset = new Asset(type, bytes, etag(bytes));
    found.put(name, asset);
    return asset;
  }

  private byte @Nullable [] read(String name) {
    try (InputStream file = base.getResourceAsStream(folder + name)) {
      return file == null ? null : file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder + name, e);
    }
  }

  private static String etag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, Long.BYTES * 2) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
