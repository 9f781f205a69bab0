package courant.transfer;

import courant.transfer.exported.UnreadableExport;
import courant.transfer.importing.ImportReport;
import courant.transfer.importing.Importer;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code import}: takes a WordPress, Ghost or Disqus export or a Courant archive into the review.
 */
@Command(
    name = "import",
    exitCodeOnInvalidInput = ImportFile.USAGE,
    description =
        "Take in a WordPress export (WXR), a Ghost export (JSON), comments of Disqus (XML) or a Courant archive",
    footer =
        "Exit codes: 0 all taken, 1 something was left (see the report), 64 wrong usage, 65 the file is damaged or none of these, 66 there is no such file.")
public final class ImportFile implements Callable<Integer> {
  static final int USAGE = 64;
  private static final int UNREADABLE = 65;
  private static final int NO_INPUT = 66;

  /** Characters of a whole progress bar. */
  private static final int BAR = 40;

  /** Opens the review in a data folder; empty means the operator's own. */
  private final Function<String, OpenReview> opening;

  @Parameters(paramLabel = "FILE", description = "the export")
  private Path file = Path.of("");

  @Option(names = "--dry-run", description = "only say what would be taken and left")
  private boolean dryRun;

  @Option(names = "--json", description = "report as one JSON object")
  private boolean json;

  @Option(
      names = "--media",
      description =
          "fetch the pictures that imported stories show from elsewhere into the library; may be stopped and repeated")
  private boolean media;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder that holds everything Courant keeps (default: data)")
  private String data = "";

  @Option(
      names = "--addresses-with",
      paramLabel = "SECRET",
      description = "the file whose first line opens the addresses in a Courant archive")
  private @Nullable Path secret;

  @Spec private CommandSpec command = CommandSpec.create();

  /** A review that is open for a transfer. */
  public interface OpenReview extends AutoCloseable {
    TransferModule transfer();

    String site();

    @Override
    void close();
  }

  public ImportFile(Function<String, OpenReview> opening) {
    this.opening = opening;
  }

  @Override
  public Integer call() {
    PrintWriter err = command.commandLine().getErr();
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      err.println(
          "courant: "
              + (Files.isDirectory(file) ? file + " is a folder" : "no such file: " + file));
      return NO_INPUT;
    }
    try {
      ImportReport report = dryRun ? TransferModule.wouldTake(file) : take();
      PrintWriter out = command.commandLine().getOut();
      out.print(json ? report.json().encode() + System.lineSeparator() : report.text(dryRun));
      out.flush();
      if (!report.damage().isEmpty()) {
        err.println("courant: " + report.damage());
        return UNREADABLE;
      }
      return report.complete() || dryRun ? 0 : 1;
    } catch (UnreadableExport e) {
      err.println("courant: " + e.getMessage());
      return UNREADABLE;
    } catch (IOException e) {
      err.println("courant: " + file + ": cannot be read: " + e.getMessage());
      return UNREADABLE;
    }
  }

  private ImportReport take() throws IOException {
    try (OpenReview review = opening.apply(data)) {
      TransferModule transfer = review.transfer();
      ImportReport report = transfer.take(file, SecretFile.in(secret), progress());
      if (media) {
        transfer.fetchPictures(report, progress());
      }
      return report;
    }
  }

  /** A bar that rewrites itself on a terminal, nothing elsewhere. */
  private Importer.Progress progress() {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return (_, _) -> {};
    }
    PrintWriter err = command.commandLine().getErr();
    return (done, all) -> {
      int filled = all == 0 ? BAR : (int) ((long) BAR * done / all);
      err.print(
          "\r[%s%s] %,d of %,d%s"
              .formatted(
                  "#".repeat(filled), " ".repeat(BAR - filled), done, all, done < all ? "" : "\n"));
      err.flush();
    };
  }
}
