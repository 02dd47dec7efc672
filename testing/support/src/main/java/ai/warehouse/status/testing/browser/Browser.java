package ai.warehouse.status.testing.browser;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window, as the system's packages install it; nothing is downloaded. */
public final class Browser implements AutoCloseable {
  /** What a skipped test says. */
  public static final String HOW_TO_GET_ONE =
      "No browser: chromium and chromedriver are not both on the PATH;"
          + " on Debian, apt-get install chromium chromium-driver";

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final ChromeDriverService service;
  private final ChromeDriver driver;

  private Browser(File executable, File driverExecutable) {
    // A driver that is given is not looked for by Selenium Manager, which would download one.
    service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driverExecutable)
            .usingAnyFreePort()
            .build();
    // The driver is a process of its own, and would outlive a JVM that is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(service::stop));
    ChromeOptions options = new ChromeOptions();
    options.setBinary(executable);
    options.addArguments("--headless=new", "--disable-dev-shm-usage", "--no-first-run");
    if (System.getProperty("user.name").equals("root")) {
      options.addArguments("--no-sandbox"); // which Chromium refuses to start with as root
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    driver = new ChromeDriver(service, options);
  }

  /** Starts a browser, if one and its driver are on the PATH. */
  public static Optional<Browser> startIfThere() {
    Optional<File> executable = NAMES.stream().flatMap(Browser::onPath).findFirst();
    Optional<File> driver = onPath("chromedriver").findFirst();
    return executable.isPresent() && driver.isPresent()
        ? Optional.of(new Browser(executable.get(), driver.get()))
        : Optional.empty();
  }

  private static Stream<File> onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute);
  }

  /** Returns Selenium's driver, which the browser closes. */
  public ChromeDriver driver() {
    return driver;
  }

  /** Gives the page so much room, in CSS pixels. */
  public void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Lets the page know which colours a person prefers: light or dark. */
  public void preferColours(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Returns what the console says that was not returned before. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
    service.stop();
  }
}
