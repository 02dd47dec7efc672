package ai.warehouse.status.processor.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;

/**
 * Draws a topology as a Mermaid flow chart: topics round, stores as cylinders, processors as boxes.
 * Processors that follow each other without a branch share a box.
 */
final class TopologyPicture {
  private static final String READS_OR_WRITES = " --- ";
  private static final String FORWARDS = " --> ";

  private final Map<String, String> shapes = new TreeMap<>();
  private final Map<String, Set<String>> stores = new TreeMap<>();
  private final Map<String, Set<String>> successors = new TreeMap<>();
  private final Set<String> drawn = new HashSet<>();

  private TopologyPicture(TopologyDescription described) {
    described.subtopologies().forEach(part -> part.nodes().forEach(this::add));
  }

  /** Returns the chart's lines from the topics on, the same ones for the same topology. */
  static List<String> draw(TopologyDescription described) {
    return new TopologyPicture(described).draw();
  }

  private void add(Node node) {
    if (node instanceof Source source) {
      for (String topic : source.topicSet()) {
        connect(topic(topic), source.successors());
      }
    } else if (node instanceof Processor processor && startsBox(processor)) {
      addBox(processor);
    }
  }

  private void addBox(Processor first) {
    String box = id(first.name());
    List<String> names = new ArrayList<>();
    Processor last = null;
    for (Processor each = first; each != null; each = nextInBox(each)) {
      names.add(each.name());
      each.stores().forEach(store -> of(stores, box).add(store(store)));
      last = each;
    }
    shapes.put(box, "[\"%s\"]".formatted(String.join("<br>", names)));
    connect(box, last.successors());
  }

  private static Processor nextInBox(Processor processor) {
    return processor.successors().stream()
        .filter(next -> next instanceof Processor)
        .map(Processor.class::cast)
        .filter(next -> !startsBox(next))
        .findAny()
        .orElse(null);
  }

  /** Tells whether a processor isn't the only one after the only one before it. */
  private static boolean startsBox(Processor processor) {
    return processor.predecessors().size() != 1
        || processor.predecessors().stream()
            .anyMatch(before -> before instanceof Source || before.successors().size() != 1);
  }

  private void connect(String from, Set<Node> to) {
    to.forEach(
        node ->
            of(successors, from)
                .add(node instanceof Sink sink ? topic(sink.topic()) : id(node.name())));
  }

  private String topic(String name) {
    String id = "topic_" + id(name);
    shapes.put(id, "([\"%s\"])".formatted(name));
    return id;
  }

  private String store(String name) {
    String id = "store_" + id(name);
    shapes.put(id, "[(\"%s\")]".formatted(name));
    return id;
  }

  // A hyphen at the end of an id would be read as the beginning of an arrow.
  private static String id(String name) {
    return name.replace('-', '_');
  }

  private static Set<String> of(Map<String, Set<String>> sets, String key) {
    return sets.computeIfAbsent(key, unknown -> new TreeSet<>());
  }

  private List<String> draw() {
    List<String> lines = new ArrayList<>(List.of("flowchart TD"));
    Queue<String> reached = new ArrayDeque<>(starts());
    Set<String> left = new HashSet<>();
    while (!reached.isEmpty()) {
      String from = reached.remove();
      if (left.add(from)) {
        of(stores, from).forEach(to -> lines.add(line(from, READS_OR_WRITES, to)));
        of(successors, from).forEach(to -> lines.add(line(from, FORWARDS, to)));
        reached.addAll(of(successors, from));
      }
    }
    return lines;
  }

  private Set<String> starts() {
    Set<String> starts = new TreeSet<>(successors.keySet());
    successors.values().forEach(starts::removeAll);
    return starts;
  }

  private String line(String from, String arrow, String to) {
    return "    " + mention(from) + arrow + mention(to);
  }

  private String mention(String id) {
    return drawn.add(id) ? id + shapes.get(id) : id;
  }
}
