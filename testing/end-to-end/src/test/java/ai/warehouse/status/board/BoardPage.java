package ai.warehouse.status.board;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/**
 * The page as a person has it. What is looked at is looked up anew and in one step each time, as
 * elements change while they are looked at.
 */
record BoardPage(ChromeDriver driver, URI board) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  /** Loads the page anew, at a hash. */
  BoardPage open(String hash) {
    driver.get("about:blank"); // or only the hash would change
    driver.get(board + hash);
    return this;
  }

  /** Waits until a check holds. */
  static void eventually(ThrowingRunnable check) {
    await().atMost(PATIENCE).pollInterval(POLL).untilAsserted(check);
  }

  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Returns the text of the first such element as shown; empty without one. */
  String text(String selector) {
    return (String)
        script("return document.querySelector(arguments[0])?.innerText ?? ''", selector);
  }

  /** Returns an attribute of the first such element; null without one. */
  String attribute(String selector, String name) {
    return (String)
        script(
            "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? null",
            selector,
            name);
  }

  /** Returns how many such elements there are. */
  long count(String selector) {
    return (long) script("return document.querySelectorAll(arguments[0]).length", selector);
  }

  /** Returns the connection as the page tells it: connecting, live, degraded or lost. */
  String connection() {
    return attribute("#connection", "data-connection");
  }

  /** Returns the packages of the overview from top to bottom. */
  @SuppressWarnings("unchecked") // as the script returns them
  List<String> packages() {
    return (List<String>)
        script(
            "return [...document.querySelectorAll('tr[data-package]')].map(r => r.dataset.package)");
  }

  /** Returns what the overview says of a package's head; empty if the package is not there. */
  String head(String pkg, String env) {
    return (String)
        script(
            "return [...document.querySelectorAll('tr[data-package]')]"
                + ".find(row => row.dataset.package === arguments[0])"
                + "?.querySelector('td[data-env=' + arguments[1] + ']')?.innerText ?? ''",
            pkg,
            env);
  }

  /** Returns the state of a locale in the grid; null if it is not there by name. */
  String locale(String name) {
    return attribute(".cell[data-locale='%s']".formatted(name), "data-state");
  }

  void click(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  /** Presses keys wherever the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Whether an element that fits, or one in it, has the focus. */
  boolean hasFocus(String selector) {
    return (boolean) script("return document.activeElement.matches(arguments[0])", selector);
  }

  /** Marks the page, so that a reload can be told. */
  void mark() {
    script("window.loadedOnce = true");
  }

  boolean isMarked() {
    return (boolean) script("return window.loadedOnce === true");
  }
}
