package ai.warehouse.status.operations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code /metrics} page has.
 *
 * @param samples the labels of each sample name, as in {@code name_bucket}
 * @param types the type of each metric, by its own name
 */
record Scrape(Map<String, Set<String>> samples, Map<String, String> types) {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{.*})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  static Scrape of(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    return parse(
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
            .body());
  }

  static Scrape parse(String page) {
    Scrape scrape = new Scrape(new TreeMap<>(), new TreeMap<>());
    page.lines().forEach(scrape::read);
    return scrape;
  }

  private void read(String line) {
    Matcher type = TYPE.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (type.matches()) {
      types.put(type.group(1), type.group(2));
    } else if (sample.matches()) {
      Set<String> labels = samples.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
      if (sample.group(2) != null) {
        LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
      }
    }
  }

  /** Returns what is on either page. */
  Scrape and(Scrape other) {
    Scrape both = new Scrape(new TreeMap<>(samples), new TreeMap<>(types));
    other.samples.forEach(
        (name, labels) ->
            both.samples.merge(
                name,
                labels,
                (a, b) -> {
                  Set<String> all = new TreeSet<>(a);
                  all.addAll(b);
                  return all;
                }));
    both.types.putAll(other.types);
    return both;
  }
}
