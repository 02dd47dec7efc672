package ai.warehouse.status.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fresh key for a server on {@code 127.0.0.1}, and the trust store of its clients.
 *
 * @param keyStore PKCS #12: the server's private key and its self-signed certificate
 * @param trustStore PKCS #12: that certificate
 * @param password of both files and of the key
 */
public record KeyStores(Path keyStore, Path trustStore, String password) {
  // Made anew for each test; it protects nothing.
  private static final String PASSWORD = "changeit";

  private static final String ALIAS = "broker";

  /**
   * Makes both files with the JDK's {@code keytool}, as the JDK has no public API that signs.
   *
   * @param folder an existing one, without such files
   * @throws StartFailedException if {@code keytool} fails
   */
  public static KeyStores create(Path folder) {
    KeyStores stores =
        new KeyStores(folder.resolve("keystore.p12"), folder.resolve("truststore.p12"), PASSWORD);
    Path certificate = folder.resolve("broker.cer");
    String name = "CN=" + KafkaSettings.HOST;
    String address = "SAN=ip:" + KafkaSettings.HOST;
    keytool(stores.keyStore, "-genkeypair", "-keyalg", "EC", "-dname", name, "-ext", address);
    keytool(stores.keyStore, "-exportcert", "-file", certificate.toString());
    keytool(stores.trustStore, "-importcert", "-noprompt", "-file", certificate.toString());
    return stores;
  }

  private static void keytool(Path store, String command, String... options) {
    Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> line = new ArrayList<>(List.of(program.toString(), command));
    line.addAll(List.of("-alias", ALIAS, "-keystore", store.toString()));
    line.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    line.addAll(List.of(options));
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new StartFailedException("keytool " + command + " failed: " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailedException("interrupted while keytool ran", e);
    }
  }
}
