package ai.warehouse.status.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A worker that only publishes needs no AWS SDK, and the processor neither. */
class ArchitectureTest {
  private static final String ROOT = "ai.warehouse.status.model";
  private static final String JSON = ROOT + ".json..";
  private static final String KAFKA = ROOT + ".kafka..";
  private static final String DYNAMODB = ROOT + ".dynamodb..";
  private static final String APACHE_KAFKA = "org.apache.kafka..";
  private static final String AWS = "software.amazon..";
  private static final String JACKSON = "com.fasterxml.jackson..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void shouldKeepRecordsPlainJava() {
    assertIndependent(ROOT, JSON, KAFKA, DYNAMODB, APACHE_KAFKA, AWS, JACKSON);
  }

  @Test
  void shouldKeepJsonFreeOfKafkaAndAws() {
    assertIndependent(JSON, KAFKA, DYNAMODB, APACHE_KAFKA, AWS);
  }

  @Test
  void shouldKeepKafkaFreeOfDynamoDbAndJackson() {
    assertIndependent(KAFKA, DYNAMODB, AWS, JACKSON);
  }

  @Test
  void shouldKeepDynamoDbFreeOfJsonAndKafka() {
    assertIndependent(DYNAMODB, JSON, KAFKA, APACHE_KAFKA, JACKSON);
  }

  private static void assertIndependent(String of, String... packages) {
    noClasses()
        .that()
        .resideInAPackage(of)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(CLASSES);
  }
}
