package courant.delivery.fediverse;

import courant.delivery.Handles.Home;
import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import java.net.IDN;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where somebody's own server lets them follow others: it says so by WebFinger (RFC 7033), in
 * the link that OStatus has given a name. Nothing of it is kept.
 */
final class HomeServers {
  private static final Pattern ACCOUNT =
      Pattern.compile("@?([\\p{L}\\p{N}_.-]{1,64})@([\\p{L}\\p{N}.-]{1,253}(?::[0-9]{1,5})?)");
  private static final String FOLLOW = "http://ostatus.org/schema/1.0/subscribe";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Outgoing outgoing;
  private final Supplier<Places> places;

  HomeServers(Outgoing outgoing, Supplier<Places> places) {
    this.outgoing = outgoing;
    this.places = places;
  }

  /**
   * @param account as somebody typed it
   * @param name whom to follow: {@code name@host}
   */
  Home find(String account, String name) {
    Matcher typed = ACCOUNT.matcher(account.strip());
    return typed.matches()
        ? question(typed.group(1), typed.group(2))
            .map(question -> ask(question, name))
            .orElseGet(Home.NoAccount::new)
        : new Home.NoAccount();
  }

  private Optional<URI> question(String user, String server) {
    try {
      String host = IDN.toASCII(server, IDN.ALLOW_UNASSIGNED);
      String resource = URLEncoder.encode("acct:" + user + "@" + host, StandardCharsets.UTF_8);
      return Received.uri(
          places.get().site().getScheme()
              + "://"
              + host
              + "/.well-known/webfinger?resource="
              + resource);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Home ask(URI question, String name) {
    Ask ask =
        Ask.get(question)
            .with(Map.of("accept", "application/jrd+json, application/json"))
            .within(Received.MOST_BYTES, PATIENCE);
    return switch (outgoing.send(ask)) {
      case Outcome.Refused _ -> new Home.NoAccount();
      case Outcome.Failed _ -> new Home.Unreachable();
      case Outcome.Answered answer when answer.ok() ->
          Received.read(answer.body())
              .flatMap(json -> address(json, name))
              .<Home>map(Home.At::new)
              .orElseGet(Home.Silent::new);
      case Outcome.Answered answer when answer.status() >= 500 -> new Home.Unreachable();
      case Outcome.Answered _ -> new Home.Silent();
    };
  }

  private static Optional<URI> address(Received json, String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    return json.objects("links").stream()
        .filter(link -> link.text("rel").equals(FOLLOW))
        .map(link -> link.text("template"))
        .filter(template -> template.contains("{uri}"))
        .flatMap(template -> Received.uri(template.replace("{uri}", encoded)).stream())
        .findFirst();
  }
}
