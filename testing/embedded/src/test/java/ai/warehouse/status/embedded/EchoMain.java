package ai.warehouse.status.embedded;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Prints the lines that the parent sends, and does what some of them say. */
final class EchoMain {
  private static volatile boolean mayEnd;

  private EchoMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(EchoMain::stop));
    System.out.printf(
        "started %s %s%n", String.join(" ", arguments), System.getenv().get("GREETING"));
    while (true) {
      String line = ChildMain.nextLine();
      if (line == null) {
        TimeUnit.MILLISECONDS.sleep(5);
      } else if (line.startsWith("exit ")) {
        mayEnd = true;
        System.exit(Integer.parseInt(line.substring("exit ".length())));
      } else if (line.startsWith("child ")) {
        ChildJvm child = ChildJvm.of(EchoMain.class).quickStart().start("grandchild");
        child.awaitOutput(Pattern.compile("started"), Duration.ofSeconds(30));
        if (line.endsWith("paused")) {
          child.pause();
        }
        System.out.printf("child %d%n", child.handle().pid());
      } else if (line.equals("end")) {
        mayEnd = true;
      } else {
        System.out.println("echo " + line);
      }
    }
  }

  /** An orderly end that takes until the parent says so. */
  private static void stop() {
    while (!mayEnd) {
      Thread.onSpinWait();
    }
    System.out.println("stopped in order");
  }
}
