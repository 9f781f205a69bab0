package courant;

import courant.platform.config.Setting;
import courant.platform.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs the review until it is told to stop. */
@Command(name = "serve", description = "Serve the review (what happens without a command)")
final class Serve implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

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
    Map<String, String> options = EverySetting.given(command);
    if (noSample) {
      options.put(Setting.SAMPLE.name(), "false");
    }
    return options;
  }
}
