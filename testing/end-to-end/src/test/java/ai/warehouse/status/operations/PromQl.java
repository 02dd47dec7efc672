package ai.warehouse.status.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics that an expression of Prometheus reads, and the labels that it wants of them: enough
 * of the language for our dashboard and rules. A name that is no function, keyword or label is a
 * metric.
 *
 * @param metrics with what stands in braces behind each
 * @param grouping labels of {@code by}, {@code on} and the like
 */
record PromQl(List<Selector> metrics, Set<String> grouping) {
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\w+|\\$\\{[^}]*}");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w:.])([a-zA-Z_:][\\w:]*)\\s*(\\(|\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern WORD = Pattern.compile("\\w+");

  record Selector(String metric, Set<String> labels) {}

  static PromQl parse(String expression) {
    String plain = TEXT.matcher(expression).replaceAll("\"\"");
    plain = VARIABLE.matcher(RANGE.matcher(plain).replaceAll("")).replaceAll("1");
    Set<String> grouping = new TreeSet<>();
    Matcher clauses = GROUPING.matcher(plain);
    clauses.results().forEach(clause -> grouping.addAll(words(WORD, clause.group(1))));
    List<Selector> metrics = new ArrayList<>();
    NAME.matcher(clauses.replaceAll(" "))
        .results()
        .filter(PromQl::isMetric)
        .forEach(
            name ->
                metrics.add(
                    new Selector(
                        name.group(1),
                        name.group(3) == null ? Set.of() : words(LABEL, name.group(3)))));
    return new PromQl(metrics, grouping);
  }

  private static boolean isMetric(MatchResult name) {
    return !"(".equals(name.group(2)) && !KEYWORDS.contains(name.group(1).toLowerCase(Locale.ROOT));
  }

  private static Set<String> words(Pattern pattern, String text) {
    Set<String> words = new TreeSet<>();
    pattern
        .matcher(text)
        .results()
        .forEach(word -> words.add(word.group(word.groupCount() == 0 ? 0 : 1)));
    return words;
  }

  /**
   * Returns what of it isn't to be found.
   *
   * @param added labels that Prometheus itself puts to everything it reads
   */
  List<String> unknown(Scrape scrape, Set<String> added) {
    List<String> unknown = new ArrayList<>();
    Set<String> known = new TreeSet<>(added);
    for (Selector selector : metrics) {
      Set<String> labels = scrape.samples().get(selector.metric());
      if (labels == null) {
        unknown.add("metric " + selector.metric());
        continue;
      }
      known.addAll(labels);
      selector.labels().stream()
          .filter(label -> !labels.contains(label) && !added.contains(label))
          .forEach(label -> unknown.add("label %s of %s".formatted(label, selector.metric())));
    }
    grouping.stream()
        .filter(label -> !known.contains(label))
        .forEach(label -> unknown.add("label " + label + " to group by"));
    return unknown;
  }
}
