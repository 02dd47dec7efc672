package ai.warehouse.status.api.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A path with parameters, such as {@code /badge/{pkg}/{env}.svg}. */
final class Template {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}(.*)");

  private final String text;
  private final List<Part> parts;

  /**
   * A segment.
   *
   * @param name of the parameter; null if the segment is literal
   * @param text the literal, or what stands behind the parameter
   */
  private record Part(@Nullable String name, String text) {
    static Part of(String segment) {
      Matcher parameter = PARAMETER.matcher(segment);
      return parameter.matches()
          ? new Part(parameter.group(1), parameter.group(2))
          : new Part(null, segment);
    }

    /** Whether a segment fits; a parameter is never empty. */
    boolean fits(String segment) {
      return name == null
          ? segment.equals(text)
          : segment.length() > text.length() && segment.endsWith(text);
    }
  }

  Template(String text) {
    this.text = text;
    parts =
        Arrays.stream(text.substring(1).split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(Part::of)
            .toList();
  }

  /** Returns the parameters of a path; null if the path is of another form. */
  @Nullable Map<String, String> match(List<String> segments) {
    if (segments.size() != parts.size()) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      Part part = parts.get(i);
      String segment = segments.get(i);
      if (!part.fits(segment)) {
        return null;
      }
      if (part.name() != null) {
        parameters.put(part.name(), segment.substring(0, segment.length() - part.text().length()));
      }
    }
    return parameters;
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return text;
  }
}
