package courant;

import courant.platform.config.Setting;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code help settings}: every setting, under its three names. */
@Command(
    name = "settings",
    description = "List every setting",
    footerHeading =
        "%nEach is an option, an environment variable, and a key in courant.properties (in the working%n"
            + "or the data folder); the first of these that is there counts.%n%n")
final class SettingsTable implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  /** The sub-command, with the table in its help. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new SettingsTable());
    line.getCommandSpec()
        .usageMessage()
        .footer(Setting.ALL.stream().map(SettingsTable::row).toArray(String[]::new));
    return line;
  }

  private static String row(Setting setting) {
    String fallback = setting.fallback().isEmpty() ? "" : " (default: " + setting.fallback() + ")";
    return "  %-18s %-26s %s%s"
        .formatted(setting.name(), setting.variable(), setting.description(), fallback);
  }

  @Override
  public Integer call() {
    command.commandLine().usage(command.commandLine().getOut());
    return 0;
  }
}
