package ai.warehouse.status.model;

import static ai.warehouse.status.model.ModelClasses.ROOT;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/** A worker that only publishes needs no AWS SDK, and the processor neither. */
class ArchitectureTest {
  private static final String JSON = ROOT + ".json..";
  private static final String KAFKA = ROOT + ".kafka..";
  private static final String DYNAMODB = ROOT + ".dynamodb..";
  private static final String APACHE_KAFKA = "org.apache.kafka..";
  private static final String AWS = "software.amazon..";
  private static final String JACKSON = "com.fasterxml.jackson..";

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
        .check(ModelClasses.ALL);
  }
}
