package courant;

import courant.platform.config.Setting;
import courant.platform.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs the review until it is told to stop. */
@Command(name = "serve", description = "Serve the review (what happens without a command)")
final class Serve implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "port to listen on (default: 8080; 0 picks a free one)")
  private @Nullable String port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "address to listen on (default: 127.0.0.1)")
  private @Nullable String host;

  @Option(names = "--url", paramLabel = "URL", description = "public address of the review")
  private @Nullable String url;

  @Option(names = "--no-sample", description = "leave an empty database empty")
  private boolean noSample;

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings settings = common.settings(options());
    Holdings held = Holdings.open(settings, InstantSource.system());
    if (settings.flag(Setting.SAMPLE)) {
      new Sample(held).loadIfEmpty();
    }
    Review review = new Review(held);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  review.close();
                  stopped.countDown();
                }));
    review.serve();
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

  private Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    put(options, Setting.PORT, port);
    put(options, Setting.HOST, host);
    put(options, Setting.URL, url);
    put(options, Setting.SAMPLE, noSample ? "false" : null);
    return options;
  }

  private static void put(Map<String, String> options, Setting setting, @Nullable String value) {
    if (value != null) {
      options.put(setting.name(), value);
    }
  }
}
