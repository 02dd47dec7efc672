package ai.warehouse.status.model;

import static ai.warehouse.status.model.ModelClasses.ROOT;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users and services see of the model; all else may change without their noticing. */
class PublicApiTest {

  static Stream<Arguments> packages() {
    return Stream.of(
        argumentSet(
            "records",
            ROOT,
            List.of("java."),
            List.of(
                "BuildKey",
                "EventIds",
                "EventKind",
                "Field",
                "FieldVisitor",
                "Fields",
                "InvalidRecordException",
                "LocaleState",
                "PackageKey",
                "Progress",
                "RecordPosition",
                "RejectionReason",
                "Status",
                "StatusCounter",
                "StatusEvent",
                "StatusHead",
                "Timestamps")),
        argumentSet(
            "json",
            ROOT + ".json",
            List.of("java."),
            List.of("StatusCounterJson", "StatusEventJson", "StatusHeadJson", "StatusJson")),
        argumentSet(
            "kafka",
            ROOT + ".kafka",
            List.of("java.", "org.apache.kafka."),
            List.of(
                "BuildReporter",
                "DeadLetter",
                "ModelSerdes",
                "Placement",
                "PublishException",
                "StatusEventPublisher",
                "Topic",
                "Topics")),
        argumentSet(
            "dynamodb",
            ROOT + ".dynamodb",
            List.of("java.", "software.amazon.awssdk."),
            List.of(
                "BuildProgress",
                "EventQuery",
                "ItemSchemas",
                "MissingTableException",
                "StatusChange",
                "StatusCounterTable",
                "StatusEventChange",
                "StatusEventTable",
                "StatusHeadChange",
                "StatusHeadTable",
                "StatusModels",
                "StatusTable",
                "Table",
                "TableOptions",
                "Tables",
                "UnreadableRowException")));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void shouldBeThese(String name, List<String> foreign, List<String> expected) {
    assertThat(publicClasses(name).filter(JavaClass::isTopLevelClass))
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void shouldSpeakOnlyOfWhatItsUsersKnow(String name, List<String> foreign, List<String> expected) {
    assertThat(publicClasses(name).flatMap(PublicApiTest::publicCodeUnits))
        .isNotEmpty()
        .allSatisfy(
            unit ->
                assertThat(typesOf(unit))
                    .as(unit.getFullName())
                    .allMatch(type -> known(type.getBaseComponentType(), foreign)));
  }

  private static boolean known(JavaClass type, List<String> foreign) {
    return type.isPrimitive()
        || type.getName().startsWith(ROOT + '.') && type.getModifiers().contains(PUBLIC)
        || foreign.stream().anyMatch(type.getName()::startsWith);
  }

  private static Stream<JavaClass> publicClasses(String name) {
    return ModelClasses.ALL.stream()
        .filter(type -> type.getPackageName().equals(name))
        .filter(
            type ->
                Stream.iterate(type, t -> t != null, t -> t.getEnclosingClass().orElse(null))
                    .allMatch(t -> t.getModifiers().contains(PUBLIC)));
  }

  private static Stream<JavaCodeUnit> publicCodeUnits(JavaClass type) {
    return type.getCodeUnits().stream()
        .filter(unit -> unit.getModifiers().contains(PUBLIC))
        .filter(unit -> !unit.getModifiers().contains(SYNTHETIC));
  }

  private static Stream<JavaClass> typesOf(JavaCodeUnit unit) {
    Stream<JavaType> types =
        Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream());
    return types.flatMap(type -> type.getAllInvolvedRawTypes().stream());
  }
}
