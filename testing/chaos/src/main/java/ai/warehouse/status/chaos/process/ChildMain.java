package ai.warehouse.status.chaos.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs in each child JVM: another main class, but so that the child ends when its parent is gone.
 *
 * <p>The parent holds the other end of this JVM's standard input, and writes its {@link Orders} to
 * it.
 */
public final class ChildMain {
  private ChildMain() {}

  /** Takes the name of the main class, and its arguments. */
  public static void main(String[] arguments) throws Throwable {
    Class<?> main = Class.forName(arguments[0]);
    Thread watch = new Thread(() -> listen(main), "parent-watch");
    watch.setDaemon(true);
    watch.start();
    try {
      main.getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void listen(Class<?> main) {
    try {
      StringBuilder line = new StringBuilder();
      for (int next = System.in.read(); next >= 0; next = System.in.read()) {
        if (next == '\n') {
          Orders.give(line.toString());
          line.setLength(0);
        } else {
          line.append((char) next);
        }
      }
    } catch (IOException e) {
      System.err.println("Standard input can't be read: " + e);
    }
    System.err.printf("%s ends, as its parent is gone%n", main.getSimpleName());
    // Not exit: what would take leave of the others in order may wait for them for ever.
    Runtime.getRuntime().halt(1);
  }
}
