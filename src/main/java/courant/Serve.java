package courant;

import courant.platform.config.Logging;
import courant.platform.config.Setting;
import courant.platform.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs the review until it is told to stop. */
@Command(name = "serve", description = "Serve the review (what happens without a command)")
final class Serve implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(names = "--no-sample", description = "leave an empty database empty")
  private boolean noSample;

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings settings = common.settings(options());
    CountDownLatch stopped = new CountDownLatch(1);
    Review review;
    try {
      review = start(settings, stopped);
    } catch (IllegalArgumentException
        | IllegalStateException
        | UncheckedIOException
        | CompletionException e) {
      Throwable why = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      LOG.debug("cannot start", e);
      command.commandLine().getErr().println("courant: cannot start: " + why.getMessage());
      command.commandLine().getErr().println("courant: ./courant doctor looks closer");
      return 1;
    }
    PrintWriter out = command.commandLine().getOut();
    out.println("Courant is at " + review.site());
    review
        .members()
        .ownersFirstLink("Owner")
        .ifPresent(
            link ->
                out.println(
                    "The desk opens once at " + review.site() + "/desk/sign-in/" + link.value()));
    out.flush();
    stopped.await();
    return 0;
  }

  private Review start(Settings settings, CountDownLatch stopped) {
    Logging.configure(settings);
    Holdings held = Holdings.open(settings, InstantSource.system());
    if (settings.flag(Setting.SAMPLE)) {
      new Sample(held).loadIfEmpty();
    }
    Review review = new Review(held);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  review.close();
                  stopped.countDown();
                }));
    review.serve();
    return review;
  }

  private Map<String, String> options() {
    Map<String, String> options = EverySetting.given(command);
    if (noSample) {
      options.put(Setting.SAMPLE.name(), "false");
    }
    return options;
  }
}
