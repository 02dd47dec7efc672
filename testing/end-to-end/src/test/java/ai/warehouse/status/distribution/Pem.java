package ai.warehouse.status.distribution;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.warehouse.status.embedded.KeyStores;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/**
 * A key and what belongs to it as PEM texts, of several lines each.
 *
 * @param key PKCS #8, not encrypted
 * @param certificate the key's
 * @param trusted the certificate of whoever is talked to
 */
record Pem(String key, String certificate, String trusted) {
  static Pem of(KeyStores stores) throws IOException, GeneralSecurityException {
    char[] password = stores.password().toCharArray();
    KeyStore own = KeyStore.getInstance(stores.keyStore().toFile(), password);
    String alias = own.aliases().nextElement();
    Certificate certificate = own.getCertificate(alias);
    return new Pem(
        of(own.getKey(alias, password)),
        of(certificate),
        ofOnly(stores.trustStore().toFile(), password));
  }

  static String of(Key key) {
    return text("PRIVATE KEY", key.getEncoded());
  }

  private static String of(Certificate certificate) throws GeneralSecurityException {
    return text("CERTIFICATE", certificate.getEncoded());
  }

  private static String ofOnly(File store, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(store, password);
    return of(trusted.getCertificate(trusted.aliases().nextElement()));
  }

  private static String text(String label, byte[] content) {
    String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(label, lines);
  }
}
