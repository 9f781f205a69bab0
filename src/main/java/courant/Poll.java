package courant;

import courant.masthead.Section;
import courant.platform.config.Setting;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.source.Terms;
import courant.syndication.SyndicationModule;
import courant.syndication.fetch.PoliteFetch;
import courant.syndication.poll.Polled;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code poll}: adds a partner's feed, and fetches all feeds now. */
@Command(
    name = "poll",
    exitCodeOnInvalidInput = 64,
    description =
        "Fetch partners' feeds now and say what each brought; the server may run meanwhile",
    footer =
        "Exit codes: 0 all fetched, 1 some could not be (each with its reason), 64 wrong usage.")
final class Poll implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(names = "--json", description = "one JSON object a line for each feed")
  private boolean json;

  @ArgGroup(exclusive = false)
  private @Nullable Addition addition;

  @Spec private CommandSpec command = CommandSpec.create();

  /** A feed to be added before. */
  private static final class Addition {
    @Option(
        names = "--add",
        required = true,
        paramLabel = "ADDRESS",
        description = "take stories from this feed from now on")
    private URI address = URI.create("");

    @Option(
        names = "--source",
        required = true,
        paramLabel = "NAME",
        description = "the partner it belongs to; made if it is new")
    private String source = "";

    @Option(names = "--publish", description = "its stories go out at once, not as drafts")
    private boolean publish;

    @Option(names = "--section", paramLabel = "SLUG", description = "the section they go to")
    private @Nullable String section;

    @Option(names = "--excerpt", description = "a new partner allows excerpts only")
    private boolean excerpt;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    AtomicInteger troubled = new AtomicInteger();
    try (Holdings held = Holdings.open(common.settings(Map.of()), InstantSource.system());
        Outgoing outgoing =
            PoliteFetch.outgoing(new PublicAddresses(held.settings().get(Setting.ALLOW_PRIVATE)))) {
      SyndicationModule syndication = held.syndication(outgoing);
      if (addition != null) {
        add(held, syndication, addition);
      }
      syndication
          .poll()
          .all(
              polled -> {
                troubled.addAndGet(polled.trouble().isEmpty() ? 0 : 1);
                print(out, polled);
              });
    }
    return troubled.get() == 0 ? 0 : 1;
  }

  private void add(Holdings held, SyndicationModule syndication, Addition wanted) {
    String scheme = wanted.address.getScheme();
    if (wanted.address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw wrong("--add: not an http or https address: " + wanted.address);
    }
    Optional<Section> section =
        Optional.ofNullable(wanted.section)
            .map(
                name ->
                    held.mastheads()
                        .section(name)
                        .orElseThrow(() -> wrong("--section: there is no section " + name)));
    Terms terms =
        wanted.excerpt
            ? new Terms(false, Duration.ZERO, Optional.empty(), "", "", true)
            : Terms.OPEN;
    if (!syndication.add(wanted.address, wanted.source, terms, wanted.publish, section)) {
      throw wrong("--add: stories are taken from " + wanted.address + " already");
    }
  }

  private ParameterException wrong(String why) {
    return new ParameterException(command.commandLine(), why);
  }

  private void print(PrintWriter out, Polled polled) {
    synchronized (out) {
      out.println(json ? polled.json().encode() : polled.toString());
      out.flush();
    }
  }
}
