package ai.warehouse.status.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each package uses only those after it, so that what is live knows nothing of HTTP. */
class ArchitectureTest {
  private static final String ROOT = "ai.warehouse.status.api";
  private static final List<String> PACKAGES =
      List.of(
          ROOT,
          ROOT + ".cli",
          ROOT + ".route",
          ROOT + ".publish",
          ROOT + ".http",
          ROOT + ".live",
          ROOT + ".table",
          ROOT + ".view");

  @Test
  void shouldUseOnlyPackagesFurtherDown() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    for (int i = 1; i < PACKAGES.size(); i++) {
      noClasses()
          .that()
          .resideInAPackage(PACKAGES.get(i))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PACKAGES.subList(0, i).toArray(String[]::new))
          .check(classes);
    }
  }
}
