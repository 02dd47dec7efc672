package ai.warehouse.status.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs in each {@link ChildJvm}: calls another main class, and ends the child when its parent is
 * gone.
 *
 * <p>The parent holds the other end of this JVM's standard input. However the parent ends, the
 * system closes that end. Uses nothing but the JDK, since the class path may have nothing else.
 */
public final class ChildMain {
  /** Printed when the main class has returned, which a server's does once the server listens. */
  static final String RETURNED = "the main method has returned";

  private static final BlockingQueue<String> LINES = new LinkedBlockingQueue<>();

  private ChildMain() {}

  /** Takes the temporary folder of the child, the name of the main class, and its arguments. */
  public static void main(String[] arguments) throws Throwable {
    Thread watch =
        new Thread(() -> readToEnd(new TemporaryFolder(Path.of(arguments[0]))), "parent-watch");
    watch.setDaemon(true);
    watch.start();
    Method main = Class.forName(arguments[1]).getMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    System.out.println(RETURNED);
  }

  /** The next line that the parent has sent; null if there is none yet. */
  public static String nextLine() {
    return LINES.poll();
  }

  private static void readToEnd(TemporaryFolder temporary) {
    try {
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        LINES.add(line);
      }
    } catch (IOException e) {
      System.err.println("cannot read from the parent: " + e);
    }
    try {
      System.err.println("ends, as its parent is gone");
      temporary.close();
    } finally {
      // Not exit: an orderly end may wait for other processes, which are ending too.
      Runtime.getRuntime().halt(1);
    }
  }
}
