package courant;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: every sub-command in one table. */
@Command(
    name = "courant",
    description = "A self-hosted news review: one story, every reader, their way.",
    synopsisSubcommandLabel = "[COMMAND]")
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand(inspect())
        .addSubcommand(new CommandLine.HelpCommand());
  }

  private static CommandLine inspect() {
    return new CommandLine(new Inspect());
  }
}
