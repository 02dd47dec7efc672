package ai.warehouse.status.embedded;

import java.io.File;
import java.io.IOException;

/**
 * Runs in the child JVM: starts DynamoDB Local, and ends when the parent is gone.
 *
 * <p>The parent holds the other end of this JVM's standard input. However the parent ends, the
 * system closes that end, so a killed parent leaves no server behind.
 */
final class DynamoDbLocalMain {
  /** Printed once the server listens; until then, an answer on its port is somebody else's. */
  static final String STARTED = "DynamoDB Local has started";

  // By name: its licence does not let one build upon it, so nothing is compiled against it.
  private static final String SERVER = "software.amazon.dynamodb.services.local.main.ServerRunner";

  private DynamoDbLocalMain() {}

  /** Takes the arguments of DynamoDB Local's own main class. */
  public static void main(String[] arguments) {
    // Registered first and so deleted last, after the native library that DynamoDB Local unpacks.
    new File(System.getProperty("java.io.tmpdir")).deleteOnExit();
    exitWithParent();
    try {
      Class.forName(SERVER).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (ReflectiveOperationException e) {
      System.err.println("Standard input can't be read: " + e);
      System.exit(1);
    }
    System.out.println(STARTED);
  }

  private static void exitWithParent() {
    Thread watch = new Thread(DynamoDbLocalMain::awaitEndOfInput, "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // The parent never writes.
      }
    } catch (IOException e) {
      System.err.println("Standard input can't be read: " + e);
    }
    System.exit(0);
  }
}
