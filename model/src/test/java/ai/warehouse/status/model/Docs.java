package ai.warehouse.status.model;

import java.nio.file.Path;

/** Finds what the project publishes under {@code docs}. */
public final class Docs {
  public static final Path FOLDER =
      Path.of(System.getProperty("basedir", ""), "..", "docs").toAbsolutePath().normalize();

  private Docs() {}
}
