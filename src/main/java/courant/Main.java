package courant;

import courant.delivery.mail.InspectMail;
import courant.platform.config.Logging;
import courant.platform.config.Version;
import courant.platform.html.InspectHtml;
import courant.reply.InspectReply;
import courant.syndication.article.InspectArticle;
import courant.syndication.feed.InspectFeed;
import courant.topic.InspectTopics;
import courant.transfer.ExportFile;
import courant.transfer.ImportFile;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: every sub-command in one table. */
@Command(
    name = "courant",
    mixinStandardHelpOptions = true,
    description = "A self-hosted news review: one story, every reader, their way.",
    synopsisSubcommandLabel = "[COMMAND]")
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Logging.configure();
    String[] asked =
        arguments.length == 0 || arguments[0].startsWith("--") && !isHelp(arguments[0])
            ? serve(arguments)
            : arguments;
    System.exit(commandLine().execute(asked));
  }

  /** No command means to serve. */
  private static String[] serve(String[] options) {
    return Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new);
  }

  private static boolean isHelp(String option) {
    return option.equals("--help") || option.equals("--version");
  }

  static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new Main());
    commands.getCommandSpec().version("Courant " + Version.current());
    return commands
        .addSubcommand("serve", EverySetting.on(new Serve()))
        .addSubcommand("doctor", EverySetting.on(new Doctor()))
        .addSubcommand(new ImportFile(Holdings::ofFolder))
        .addSubcommand(new ExportFile(Holdings::ofFolder))
        .addSubcommand(inspect())
        .addSubcommand(new Poll())
        .addSubcommand(new Move())
        .addSubcommand(new LetIn())
        .addSubcommand(new BackupFile())
        .addSubcommand(new RestoreFile())
        .addSubcommand(new Train())
        .addSubcommand("settings", SettingsTable.commandLine())
        .addSubcommand(new CommandLine.HelpCommand());
  }

  private static CommandLine inspect() {
    return new CommandLine(new Inspect())
        .addSubcommand(new InspectArticle())
        .addSubcommand(new InspectFeed())
        .addSubcommand(new InspectHtml())
        .addSubcommand(new InspectMail())
        .addSubcommand(new InspectReply())
        .addSubcommand(new InspectTopics());
  }
}
