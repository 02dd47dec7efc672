package ai.warehouse.status.model;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of this module, as ArchUnit sees them, without resolving those of its libraries. */
final class ModelClasses {
  static final String ROOT = "ai.warehouse.status.model";

  static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private ModelClasses() {}
}
