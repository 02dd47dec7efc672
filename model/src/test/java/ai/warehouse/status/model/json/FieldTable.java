package ai.warehouse.status.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.Docs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The table of fields in the module's README: a row for each field, a column for each record. */
record FieldTable(List<String> columns, List<List<String>> rows) {
  /** Marks a field that stands on the topic and in the table. */
  static final String BOTH = "●";

  /** Marks a field that stands in the table alone. */
  static final String ITEM = "item";

  static FieldTable read() throws IOException {
    List<List<String>> lines =
        Files.readAllLines(Docs.FOLDER.resolve("../model/README.md")).stream()
            .dropWhile(line -> !line.equals("## Fields"))
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .map(FieldTable::cells)
            .toList();
    assertThat(lines).hasSizeGreaterThan(2);
    return new FieldTable(lines.get(0), lines.subList(2, lines.size()));
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(cell -> cell.strip().replace("`", "")).toList();
  }

  /** Returns the fields of a record that have a mark. */
  Set<String> fields(String record, String mark) {
    int column = columns.indexOf(record);
    assertThat(column).as("column %s", record).isPositive();
    Set<String> fields = new TreeSet<>();
    for (List<String> row : rows) {
      if (row.get(column).equals(mark)) {
        fields.add(row.get(1));
      }
    }
    return fields;
  }

  /** Returns what the last column says of a field. */
  String rule(String field) {
    return rows.stream()
        .filter(row -> row.get(1).equals(field))
        .map(row -> row.get(row.size() - 2))
        .findFirst()
        .orElse("");
  }
}
