package ai.warehouse.status.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Finds the login to a service, which is never on the command line, as others could see it. */
final class Login {
  private static final String TOKEN = "WAREHOUSE_STATUS_TOKEN";
  private static final String USER = "WAREHOUSE_STATUS_READ_USER";
  private static final String PASSWORD = "WAREHOUSE_STATUS_READ_PASSWORD";

  private Login() {}

  /**
   * Returns the value of the header Authorization; null if there is no login.
   *
   * @param tokenFile null for none
   * @throws TroubleException if the file can't be read, or what it holds is no token
   */
  static @Nullable String find(Shell shell, @Nullable Path tokenFile) {
    if (tokenFile != null) {
      return bearer(read(tokenFile), "File " + tokenFile);
    }
    String token = shell.variable(TOKEN);
    if (token != null) {
      return bearer(token, "Variable " + TOKEN);
    }
    String user = shell.variable(USER);
    String password = shell.variable(PASSWORD);
    if (user == null || password == null) {
      return null;
    }
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw TroubleException.lasting("File " + file + " cannot be read: " + e, e);
    }
  }

  // Checked here, since the HTTP client would quote what it refuses.
  private static String bearer(String given, String where) {
    String token = given.strip();
    if (!token.matches("[\\x21-\\x7e]+")) {
      throw TroubleException.lasting(
          where + " holds no token: one or more visible ASCII characters", null);
    }
    return "Bearer " + token;
  }
}
