package ai.warehouse.status.service;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which undeclared keys hold secrets, judged by their names: better one masked too many. */
final class Secrets {

  private static final Pattern SECRET =
      Pattern.compile(
          "passw|passphrase|secret|token|credential|jaas|user\\.info"
              + "|(private|access|api|keystore)\\.?key"
              + "|keystore\\.certificate|truststore\\.certificates");

  private Secrets() {}

  static boolean looksSecret(String key) {
    return SECRET.matcher(key.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.')).find();
  }
}
