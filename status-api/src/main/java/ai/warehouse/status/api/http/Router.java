package ai.warehouse.status.api.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request. */
public final class Router {
  private static final String GET = "GET";

  private final Access reading;
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(String method, Template template, Access access, Route route) {
    boolean takes(String asked) {
      return method.equals(asked) || method.equals(GET) && asked.equals("HEAD");
    }
  }

  /**
   * What was found.
   *
   * @param template the route's, for metrics
   */
  record Found(String template, Access access, Route route, Map<String, String> parameters) {}

  /**
   * Creates a router without routes.
   *
   * @param reading access to the routes for GET
   */
  public Router(Access reading) {
    this.reading = reading;
  }

  /** Adds a route for GET, and HEAD. */
  public Router get(String template, Route route) {
    return add(GET, template, reading, route);
  }

  /** Adds a route for GET, and HEAD, that everybody may use. */
  public Router open(String template, Route route) {
    return add(GET, template, Access.open(), route);
  }

  /** Adds a route for POST. */
  public Router post(String template, Access access, Route route) {
    return add("POST", template, access, route);
  }

  private Router add(String method, String template, Access access, Route route) {
    entries.add(new Entry(method, new Template(template), access, route));
    return this;
  }

  /** Returns all routes as in {@code GET /status/{pkg}/{env}}, in the order of their adding. */
  public Set<String> routes() {
    Set<String> routes = new LinkedHashSet<>();
    entries.forEach(entry -> routes.add(entry.method() + " " + entry.template()));
    return routes;
  }

  /** Returns the templates of all routes. */
  Set<String> templates() {
    Set<String> templates = new TreeSet<>();
    entries.forEach(entry -> templates.add(entry.template().toString()));
    return templates;
  }

  /** Finds the first route that fits; null if there is none. */
  @Nullable Found find(String method, List<String> segments) {
    for (Entry entry : entries) {
      Map<String, String> parameters =
          entry.takes(method) ? entry.template().match(segments) : null;
      if (parameters != null) {
        return new Found(entry.template().toString(), entry.access(), entry.route(), parameters);
      }
    }
    return null;
  }

  /** Returns the methods that a path may be asked with; empty if there is no such path. */
  Set<String> allowed(List<String> segments) {
    Set<String> allowed = new LinkedHashSet<>();
    for (Entry entry : entries) {
      if (entry.template().match(segments) != null) {
        allowed.add(entry.method());
        if (entry.method().equals(GET)) {
          allowed.add("HEAD");
        }
      }
    }
    if (!allowed.isEmpty()) {
      allowed.add("OPTIONS");
    }
    return allowed;
  }
}
