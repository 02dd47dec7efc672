package ai.warehouse.status.chaos.process;

import java.util.concurrent.TimeUnit;

/** Prints what it is told, and ends with the code that it is told to end with. */
public final class EchoMain {
  private EchoMain() {}

  /** Runs until told to end. */
  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("started " + String.join(" ", arguments));
    while (true) {
      String order = Orders.next();
      if (order == null) {
        TimeUnit.MILLISECONDS.sleep(10);
      } else if (order.startsWith("end ")) {
        System.exit(Integer.parseInt(order.substring("end ".length())));
      } else {
        System.out.println(order);
      }
    }
  }
}
