package ai.warehouse.status.api.cli;

import ai.warehouse.status.service.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes the files that go with the command line into its archive; the build runs this. */
public final class Documents {
  private Documents() {}

  /** Takes the folder, in which files lie as below {@code /usr/share}. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    CommandLine commandLine = Cli.commandLine(Shell.ofProcess());
    write(
        folder.resolve("bash-completion/completions/" + Cli.NAME),
        AutoComplete.bash(Cli.NAME, commandLine));
    write(
        folder.resolve("man/man1/" + Cli.NAME + ".1"), ManPage.of(commandLine, Version.current()));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
