package ai.warehouse.status.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsTest {

  private final Assets board = new Assets(AssetsTest.class, "/ai/warehouse/status/api/board/");
  private final RunningServer server =
      RunningServer.start(
          new Router(Access.open())
              .get("/", board.file("index.html"))
              .get("/board/{file}", board.files()));

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  @Test
  void shouldServeThePageAndItsFiles() throws Exception {
    HttpResponse<String> page = server.get("/");
    HttpResponse<String> style = server.get("/board/board.css");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(page.body()).startsWith("<!doctype html>");
    assertThat(style.headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
  }

  @Test
  void shouldNotSendAgainWhatTheBrowserHas() throws Exception {
    String etag = server.get("/").headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> same = server.get("/", "If-None-Match", etag);
    HttpResponse<String> other = server.get("/", "If-None-Match", "\"other\"");

    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers().firstValue("ETag")).contains(etag);
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none.js",
        "index",
        "..%2fopenapi.yaml",
        "%2Fetc%2Fpasswd.html",
        "index.html%00.js",
        ".html",
        "index.class"
      })
  void shouldServeNothingElse(String file) throws Exception {
    HttpResponse<String> response = server.get("/board/" + file);

    assertThat(response.statusCode()).isIn(400, 404);
    assertThat(response.body()).startsWith("{\"error\":");
  }
}
