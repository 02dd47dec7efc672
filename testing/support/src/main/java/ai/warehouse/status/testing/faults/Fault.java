package ai.warehouse.status.testing.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** A fault that requests meet on their way to DynamoDB. */
@FunctionalInterface
public interface Fault {
  ObjectMapper JSON = new ObjectMapper();

  /**
   * Handles a request that this fault concerns.
   *
   * @param healed reaches zero when the fault is over
   */
  void strike(DatabaseCall call, CountDownLatch healed) throws Exception;

  /** Returns whether this fault concerns a request; other requests pass. */
  default boolean concerns(DatabaseCall call) {
    return true;
  }

  /** Returns this fault for such requests only. */
  default Fault only(Predicate<DatabaseCall> which) {
    Fault all = this;
    return new Fault() {
      @Override
      public void strike(DatabaseCall call, CountDownLatch healed) throws Exception {
        all.strike(call, healed);
      }

      @Override
      public boolean concerns(DatabaseCall call) {
        return all.concerns(call) && which.test(call);
      }
    };
  }

  /** The database refuses the request. */
  static Fault refuse(int status, String code) {
    String json =
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"injected\"}"
            .formatted(code);
    return (call, healed) -> {
      call.answer(status, json.getBytes(StandardCharsets.UTF_8));
    };
  }

  /** The connection breaks before the database has the request. */
  static Fault cut() {
    return (call, healed) -> call.cut();
  }

  /** The request takes effect, but the connection breaks before the answer. */
  static Fault cutAfterEffect() {
    return (call, healed) -> {
      call.take(call.body());
      call.cut();
    };
  }

  /** There is no answer, nor an end of the connection. */
  static Fault stall() {
    return (call, healed) -> {
      healed.await();
      call.cut();
    };
  }

  /** The request takes effect, but there is no answer, nor an end of the connection. */
  static Fault stallAfterEffect() {
    return (call, healed) -> {
      call.take(call.body());
      stall().strike(call, healed);
    };
  }

  /** The request takes effect when the fault is over. */
  static Fault hold() {
    return (call, healed) -> {
      healed.await();
      call.pass();
    };
  }

  /** The request takes effect at once, and is answered when the fault is over. */
  static Fault holdAnswer() {
    return (call, healed) -> {
      HttpResponse<byte[]> answer = call.take(call.body());
      healed.await();
      call.answer(answer.statusCode(), answer.body());
    };
  }

  /** The request takes effect and is answered, but late. */
  static Fault delay(long millis) {
    return (call, healed) -> {
      Thread.sleep(millis);
      call.pass();
    };
  }

  /** Of each batch only so many items are stored. */
  static Fault leaveUnprocessed(int stored) {
    Fault fault =
        (call, healed) -> {
          ObjectNode request = (ObjectNode) JSON.readTree(call.body());
          ObjectNode tables = (ObjectNode) request.get("RequestItems");
          String table = tables.fieldNames().next();
          ArrayNode taken = (ArrayNode) tables.get(table);
          ObjectNode answer = JSON.createObjectNode();
          ArrayNode left = answer.putObject("UnprocessedItems").putArray(table);
          while (taken.size() > stored) {
            left.add(taken.remove(stored));
          }
          if (!taken.isEmpty()) {
            call.take(JSON.writeValueAsBytes(request));
          }
          call.answer(
              200, JSON.writeValueAsBytes(left.isEmpty() ? JSON.createObjectNode() : answer));
        };
    return fault.only(call -> call.operation().equals("BatchWriteItem"));
  }
}
