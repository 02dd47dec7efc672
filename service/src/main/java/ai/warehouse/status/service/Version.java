package ai.warehouse.status.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The project's version, which all its modules share. */
public final class Version {

  private static final String RESOURCE = "warehouse-status-version.properties";

  private Version() {}

  /** Reads a resource that the build writes: a manifest is there only in a jar. */
  public static String current() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
