package ai.warehouse.status.service;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.DOTALL;

import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;

/**
 * Finds secret values by the names of their keys, and masks them in any text, since messages of
 * libraries quote the values they were given.
 */
public final class Secrets {

  private static final String NAME =
      "(?:passw|passphrase|secret|token(?!auth\\b)|credential|jaas|user[._-]info"
          + "|(?:private|access|api|keystore)[._-]?key"
          + "|keystore[._-]certificate|truststore[._-]certificates)";
  // Rather one masked too many; but not a secret's location or owner.
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          NAME + "(?!.*(?:file|location|path|class|url|\\.id|\\.ms|\\.seconds)$)",
          CASE_INSENSITIVE);

  /** As in a login configuration, where a value without quotes may wrongly be several words. */
  private static final Pattern SECRET_IN_VALUE =
      Pattern.compile(
          NAME + "[\\w.-]*\\s*=\\s*" + "(?:([\"'])(.*?)(?<!\\\\)\\1|(.*?)(?=\\s+\\w+\\s*=|[;&]|$))",
          CASE_INSENSITIVE | DOTALL);

  private static final Pattern LOGIN_MODULE =
      Pattern.compile(
          "^\\s*[\\w.$]+\\s+(?:required|requisite|sufficient|optional)\\b", CASE_INSENSITIVE);
  private static final Pattern LOGIN_IN_URL = Pattern.compile("(?<=://)[^/\\s\"@]+(?=@)");

  /** Public, thousands of lines where a text lists all authorities, and of type PASSWORD. */
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----.*?-----END \\1-----", DOTALL);

  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("-----(?:BEGIN|END)[A-Z0-9 ]*-----|[\\s:]+");
  // Shorter ones are words of any text, and would hide nothing there.
  private static final int LEAST_LENGTH = 4;
  private static final Set<String> WORDS_OF_JSON = Set.of("true", "false", "null");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  // A number among others; a message that is quoted in JSON has \" instead.
  private static final String NOT_A_NUMBER_OF_JSON = "(?<![^\\\\]\" ?: ?-?[0-9.]{0,20})";
  private static final String HIDDEN = Matcher.quoteReplacement(Password.HIDDEN);

  // For the whole process. The longest first, since others may be parts of them.
  private static final Set<String> REMEMBERED =
      new TreeSet<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));
  private static volatile Pattern remembered = Pattern.compile("(?!)");

  private Secrets() {}

  static boolean looksSecret(String key) {
    return SECRET_NAME.matcher(key).find();
  }

  /** Returns whether a value holds a secret, whatever its key, which may be misspelt. */
  static boolean holdsSecret(String value) {
    return SECRET_IN_VALUE.matcher(value).find();
  }

  /** Masks a value from now on, and the secrets in it or else each of its words. */
  static synchronized void remember(String given) {
    int before = REMEMBERED.size();
    String value = CERTIFICATE.matcher(given).replaceAll("").strip();
    add(value);
    if (holdsSecret(value) || LOGIN_MODULE.matcher(value).find()) {
      SECRET_IN_VALUE
          .matcher(value)
          .results()
          .flatMap(found -> Stream.of(found.group(2), found.group(3)))
          .filter(Objects::nonNull)
          .map(secret -> secret.replaceAll("\\\\(.)", "$1"))
          .forEach(Secrets::addWithWords);
    } else {
      addWithWords(value);
    }
    if (REMEMBERED.size() == before) {
      return;
    }
    remembered =
        Pattern.compile(
            REMEMBERED.stream().map(Secrets::asWord).collect(Collectors.joining("|", "", "|(?!)")));
  }

  /** Returns a text without known secrets, and without logins in addresses. */
  public static String mask(String text) {
    return maskLogin(remembered.matcher(text).replaceAll(HIDDEN));
  }

  /** Returns a text without logins in addresses. */
  static String maskLogin(String text) {
    return LOGIN_IN_URL.matcher(text).replaceAll(HIDDEN);
  }

  private static void addWithWords(String value) {
    add(value);
    BETWEEN_WORDS.splitAsStream(value).forEach(Secrets::add);
  }

  private static void add(String value) {
    if (value.length() < LEAST_LENGTH || WORDS_OF_JSON.contains(value)) {
      return;
    }
    REMEMBERED.add(value);
    // As logs in JSON have it.
    REMEMBERED.add(
        value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t"));
  }

  private static String asWord(String value) {
    boolean begins = Character.isLetterOrDigit(value.charAt(0));
    boolean ends = Character.isLetterOrDigit(value.charAt(value.length() - 1));
    return (DIGITS.matcher(value).matches() ? NOT_A_NUMBER_OF_JSON : "")
        + (begins ? "(?<![\\p{L}\\p{N}])" : "")
        + Pattern.quote(value)
        + (ends ? "(?![\\p{L}\\p{N}])" : "");
  }
}
