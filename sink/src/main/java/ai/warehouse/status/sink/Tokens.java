package ai.warehouse.status.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkSystemSetting;

/** The tokens that this process logs in with, which messages of the JDK and of servers repeat. */
final class Tokens {
  private Tokens() {}

  /** Returns the text without them. */
  static String hide(String text) {
    return Stream.of(
            SdkSystemSetting.AWS_CONTAINER_AUTHORIZATION_TOKEN.getStringValue(),
            content(SdkSystemSetting.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE),
            content(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE))
        .flatMap(Optional::stream)
        .map(String::strip)
        .filter(token -> !token.isEmpty())
        .reduce(text, (shown, token) -> shown.replace(token, "[hidden]"));
  }

  private static Optional<String> content(SdkSystemSetting file) {
    return file.getStringValue().flatMap(Tokens::read);
  }

  private static Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(Path.of(file), UTF_8));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty(); // nobody else could read a token there either
    }
  }
}
