package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.LocaleState;
import ai.warehouse.status.processor.fold.BuildState;
import ai.warehouse.status.processor.fold.Total;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Serdes of the state values. */
final class StateSerdes {
  private StateSerdes() {}

  static Serde<BuildState> build() {
    return serde(StateSerdes::write, StateSerdes::readBuild);
  }

  static Serde<LocaleState> locale() {
    return serde(StateSerdes::write, StateSerdes::readLocale);
  }

  private interface Writer<T> {
    void write(StateOutput out, T value) throws IOException;
  }

  private static <T> Serde<T> serde(Writer<T> write, Function<StateInput, T> read) {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : StateOutput.bytes(out -> write.write(out, value)),
        (topic, bytes) -> bytes == null ? null : read(bytes, read));
  }

  // As a SerializationException it stops the task; the event at hand is not to blame.
  private static <T> T read(byte[] bytes, Function<StateInput, T> read) {
    try {
      return read.apply(new StateInput(bytes));
    } catch (BufferUnderflowException e) {
      throw new SerializationException("a state value is truncated", e);
    }
  }

  private static void write(StateOutput out, BuildState build) throws IOException {
    out.time(build.createdAt());
    out.time(build.updatedAt());
    if (out.present(build.total())) {
      out.integer(build.total().value());
      out.time(build.total().createdAt());
      out.uuid(build.total().eventId());
    }
    out.number(build.completedLocales());
    out.number(build.failingLocales());
    out.time(build.completedAt());
    out.time(build.failedAt());
    out.text(build.previousVersion());
    out.text(build.nextVersion());
  }

  private static BuildState readBuild(StateInput in) {
    return new BuildState(
        in.time(),
        in.time(),
        in.present() ? new Total(in.integer(), in.time(), in.uuid()) : null,
        in.number(),
        in.number(),
        in.time(),
        in.time(),
        in.text(),
        in.text());
  }

  private static void write(StateOutput out, LocaleState locale) throws IOException {
    out.time(locale.completedAt());
    out.time(locale.failedAt());
  }

  private static LocaleState readLocale(StateInput in) {
    return new LocaleState(in.time(), in.time());
  }
}
