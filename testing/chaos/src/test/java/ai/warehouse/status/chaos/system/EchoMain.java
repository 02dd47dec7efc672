package ai.warehouse.status.chaos.system;

import ai.warehouse.status.embedded.ChildMain;
import java.util.concurrent.TimeUnit;

/** Ends with the code that it is told. */
public final class EchoMain {
  private EchoMain() {}

  /** Runs until told to end. */
  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("started " + String.join(" ", arguments));
    while (true) {
      String line = ChildMain.nextLine();
      if (line == null) {
        TimeUnit.MILLISECONDS.sleep(5);
      } else if (line.startsWith("end ")) {
        System.exit(Integer.parseInt(line.substring("end ".length())));
      }
    }
  }
}
