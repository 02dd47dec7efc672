package ai.warehouse.status.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RouterTest {

  private static final Route ANY = request -> new CompletableFuture<>();

  private final Router router =
      new Router(Access.open())
          .get("/", ANY)
          .get("/status/{pkg}/{env}", ANY)
          .get("/status/{pkg}/{env}/{version}", ANY)
          .get("/badge/{pkg}/{env}.svg", ANY)
          .post("/events", Access.open(), ANY);

  @Test
  void shouldFindRouteByTemplate() {
    assertThat(find("GET", "status", "@a/b", "dev").template()).isEqualTo("/status/{pkg}/{env}");
    assertThat(find("HEAD", "status", "a", "dev", "1").parameters())
        .isEqualTo(Map.of("pkg", "a", "env", "dev", "version", "1"));
    assertThat(find("GET", "badge", "a", "x.svg.svg").parameters())
        .isEqualTo(Map.of("pkg", "a", "env", "x.svg"));
    assertThat(find("GET").template()).isEqualTo("/");
    assertThat(find("POST", "events").template()).isEqualTo("/events");
  }

  private Router.Found find(String method, String... segments) {
    return router.find(method, List.of(segments));
  }

  @Test
  void shouldFindNothingElse() {
    assertThat(find("GET", "status", "a")).isNull();
    assertThat(find("GET", "status", "a", "")).isNull();
    assertThat(find("GET", "status", "", "dev")).isNull();
    assertThat(find("GET", "badge", "a", ".svg")).isNull();
    assertThat(find("GET", "badge", "a", "dev.png")).isNull();
    assertThat(find("GET", "events")).isNull();
    assertThat(find("HEAD", "events")).isNull();
    assertThat(find("POST", "status", "a", "dev")).isNull();
    assertThat(find("GET", "Status", "a", "dev")).isNull();
  }

  @Test
  void shouldTellAllowedMethods() {
    assertThat(router.allowed(List.of("events"))).containsExactly("POST", "OPTIONS");
    assertThat(router.allowed(List.of())).containsExactly("GET", "HEAD", "OPTIONS");
    assertThat(router.allowed(List.of("nothing"))).isEmpty();
  }

  @Test
  void shouldListRoutes() {
    assertThat(router.routes()).contains("GET /", "GET /badge/{pkg}/{env}.svg", "POST /events");
  }
}
