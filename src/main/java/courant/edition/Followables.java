package courant.edition;

import courant.follow.Interest;
import courant.search.Parsed;
import courant.search.QueryError;
import courant.search.SearchQuery;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.story.Listing;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells what an address stands for that can be followed: a list or search of ours, any feed of it,
 * a partner's feed or home page.
 */
public final class Followables {
  private static final String FEEDS = "/feed(\\.atom|\\.json)?$";

  /** What an address turned out to be. */
  public sealed interface Meaning {
    /** It can be followed. */
    record Followable(Interest interest) implements Meaning {}

    /** A search that cannot be kept. */
    record Refused(QueryError error) implements Meaning {}

    /** The front page or its feed: everything, which nobody need follow. */
    record WholeReview() implements Meaning {}

    /** Somebody's own page or its feed. */
    record Personal() implements Meaning {}

    /** Nothing of ours that can be followed. */
    record NothingOfOurs() implements Meaning {}
  }

  private final Audiences audiences;
  private final Sources sources;
  private final Function<String, Optional<SourceId>> partners;

  /**
   * @param partners whose feed is at an address
   */
  public Followables(
      Audiences audiences, Sources sources, Function<String, Optional<SourceId>> partners) {
    this.audiences = audiences;
    this.sources = sources;
    this.partners = partners;
  }

  /**
   * What an address stands for.
   *
   * @param address whole, or from our root on
   * @param site our own public address
   */
  public Meaning at(String address, URI site) {
    return at(address.strip(), site, this::homePages);
  }

  /** The same for many addresses in turn, with one look at the sources for all of them. */
  public Function<String, Meaning> at(URI site) {
    Map<String, SourceId> pages = homePages();
    return address -> at(address.strip(), site, () -> pages);
  }

  private Meaning at(String address, URI site, Supplier<Map<String, SourceId>> pages) {
    Optional<URI> parsed = parse(address);
    if (parsed.isEmpty() || hasControls(parsed.get())) {
      return new Meaning.NothingOfOurs();
    }
    URI uri = parsed.get();
    return uri.getHost() == null || sameHost(uri, site) ? ours(uri) : partner(address, pages);
  }

  private static Optional<URI> parse(String address) {
    try {
      String web =
          address.replaceFirst("^feed:(//)?(?=https?:)", "").replaceFirst("^feed:", "http:");
      return Optional.of(new URI(web.replace(" ", "%20").replace("\"", "%22")));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /** No address of ours has any, and a database refuses to look for some. */
  private static boolean hasControls(URI uri) {
    return uri.getPath() != null && uri.getPath().chars().anyMatch(Character::isISOControl);
  }

  private static boolean sameHost(URI one, URI site) {
    return one.getHost().equalsIgnoreCase(Objects.requireNonNullElse(site.getHost(), ""))
        && (one.getPort() == site.getPort() || one.getPort() < 0 || site.getPort() < 0);
  }

  private Meaning ours(URI uri) {
    String path = Objects.requireNonNullElse(uri.getPath(), "").replaceFirst("/$", "");
    String list = path.replaceFirst(FEEDS, "");
    return switch (list) {
      case "" -> new Meaning.WholeReview();
      case "/my" -> new Meaning.Personal();
      case "/search" -> search(Objects.requireNonNullElse(uri.getRawQuery(), ""));
      default ->
          audiences
              .at(list)
              .flatMap(Audience::listing)
              .filter(listing -> !(listing instanceof Listing.Between))
              .<Meaning>map(listing -> new Meaning.Followable(new Interest.Listed(listing)))
              .orElseGet(Meaning.NothingOfOurs::new);
    };
  }

  private static Meaning search(String query) {
    for (String pair : query.split("&")) {
      if (pair.startsWith("q=")) {
        return switch (SearchQuery.strict(decoded(pair.substring(2)))) {
          case Parsed.Understood(var search) ->
              new Meaning.Followable(new Interest.Matching(search));
          case QueryError error -> new Meaning.Refused(error);
        };
      }
    }
    return new Meaning.NothingOfOurs();
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return value;
    }
  }

  private Meaning partner(String address, Supplier<Map<String, SourceId>> pages) {
    return partners
        .apply(address)
        .or(() -> Optional.ofNullable(pages.get().get(bare(address))))
        .<Meaning>map(
            source -> new Meaning.Followable(new Interest.Listed(new Listing.From(source))))
        .orElseGet(Meaning.NothingOfOurs::new);
  }

  private Map<String, SourceId> homePages() {
    return sources.all().stream()
        .filter(source -> !source.homePage().isEmpty())
        .collect(
            Collectors.toMap(source -> bare(source.homePage()), Source::id, (first, _) -> first));
  }

  private static String bare(String address) {
    return address
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^[a-z]+://", "")
        .replaceFirst("^www\\.", "")
        .replaceFirst("/$", "");
  }
}
