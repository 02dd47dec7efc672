package ai.warehouse.status.api.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the manual page, in troff, from what the parser knows of the commands. */
final class ManPage {
  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** Returns the page. */
  static String of(CommandLine commandLine, String version) {
    return new ManPage().write(commandLine, version);
  }

  private String write(CommandLine commandLine, String version) {
    CommandSpec root = commandLine.getCommandSpec();
    List<CommandSpec> commands =
        commandLine.getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(command -> !command.usageMessage().hidden())
            .toList();
    macro("TH", root.name(), "1", "", root.name() + " " + version, "");
    macro("SH", "NAME");
    text(root.name() + " - publishes and reads the events and statuses of builds");
    macro("SH", "SYNOPSIS");
    for (CommandSpec command : commands) {
      text(synopsis(command));
      macro("br");
    }
    macro("SH", "DESCRIPTION");
    texts(root.usageMessage().description());
    macro("SH", "COMMANDS");
    commands.forEach(this::command);
    macro("SH", "WHERE TO ASK");
    for (ArgGroupSpec group : commands.get(0).argGroups()) {
      text(String.format(String.valueOf(group.heading())));
      group.options().forEach(this::option);
      macro("PP");
    }
    macro("SH", "EXIT STATUS");
    texts(root.usageMessage().footer());
    return page.toString();
  }

  private void command(CommandSpec command) {
    macro("SS", command.name());
    texts(command.usageMessage().description());
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      tagged(parameter.paramLabel(), parameter);
    }
    command.options().stream().filter(option -> option.group() == null).forEach(this::option);
    macro("PP");
    texts(command.usageMessage().footer());
  }

  private void option(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    tagged(String.join(", ", option.names()) + value, option);
  }

  private void tagged(String tag, ArgSpec argument) {
    macro("TP");
    text(tag);
    String byDefault = String.valueOf(argument.defaultValue());
    for (String line : argument.description()) {
      text(line.replace("${DEFAULT-VALUE}", byDefault));
    }
  }

  private static String synopsis(CommandSpec command) {
    return command.commandLine().getHelp().synopsis(0).replaceAll("\\s+", " ").strip();
  }

  private void macro(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(escape(argument)).append('"');
    }
    page.append('\n');
  }

  private void texts(String... lines) {
    Arrays.stream(lines).filter(line -> !line.isBlank()).forEach(this::text);
  }

  private void text(String line) {
    // A line that begins with one of these would be a command.
    String start = line.startsWith(".") || line.startsWith("'") ? "\\&" : "";
    page.append(start)
        .append(escape(Ansi.OFF.string(line).strip().replace('\n', ' ')))
        .append('\n');
  }

  private static String escape(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
  }
}
