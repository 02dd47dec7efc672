package ai.warehouse.status.board;

import static ai.warehouse.status.board.BoardPage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.OutputType;

/** Makes the images of the README, with {@code -Dboard.screenshots=FOLDER} only. */
@EnabledIfSystemProperty(named = "board.screenshots", matches = ".+")
class ScreenshotsIT {
  @Test
  void shouldShowAnAfternoon() throws IOException, InterruptedException {
    Path folder = Path.of(System.getProperty("board.screenshots"));
    try (BoardSystem system = BoardSystem.start()) {
      new Afternoon(system.publisher()).publish();
      system.system().awaitStored();
      system
          .browser()
          .driver()
          .executeCdpCommand(
              "Emulation.setDeviceMetricsOverride",
              Map.of("width", 1280, "height", 800, "deviceScaleFactor", 1.5, "mobile", false));
      for (String colours : new String[] {"light", "dark"}) {
        system.browser().preferColours(colours);
        BoardPage page = system.page().open("#/");
        eventually(() -> assertThat(page.text("#states [data-state=failing] b")).isEqualTo("2"));
        eventually(() -> assertThat(page.text("#states [data-state=stalled] b")).isEqualTo("1"));
        save(page, folder.resolve("overview-%s.png".formatted(colours)));
        page.open(
            "#/build/%s/%s/%s"
                .formatted(
                    Afternoon.SHOWN.pkg(), Afternoon.SHOWN.env(), Afternoon.SHOWN.version()));
        eventually(() -> assertThat(page.count(".cell[data-state=failing]")).isEqualTo(4));
        eventually(() -> assertThat(page.count(".flow svg")).isPositive());
        save(page, folder.resolve("build-%s.png".formatted(colours)));
      }
    }
  }

  private static void save(BoardPage page, Path file) throws IOException {
    Files.write(file, page.driver().getScreenshotAs(OutputType.BYTES));
  }
}
