package courant.platform.html;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/**
 * What an embedded film, sound, post or map is, and where one may go to see it. A page that shows
 * the link instead of the frame loads nothing and tells nobody.
 *
 * @param page the address for people
 * @param title the provider, and what the frame says of itself
 */
record Embed(String page, String title) {
  private static final int MAX_TITLE = 200;
  private static final Addresses ADDRESSES = new Addresses(null, false);

  /**
   * @param page the page for people, with groups of the address as {@code $1}; {@code $0} where the
   *     embedded address serves people too
   */
  private record Provider(String name, Pattern address, String page) {
    Provider(String name, String address, String page) {
      this(name, Pattern.compile("https?://" + address), page);
    }
  }

  private static final List<Provider> PROVIDERS =
      List.of(
          new Provider(
              "YouTube",
              "(?:www\\.|m\\.)?youtube(?:-nocookie)?\\.com/embed/(?:videoseries)?/?\\?(?:.*&)?list=([\\w-]{6,50}).*",
              "https://www.youtube.com/playlist?list=$1"),
          new Provider(
              "YouTube",
              "(?:(?:www\\.|m\\.)?youtube(?:-nocookie)?\\.com/(?:embed/|v/|shorts/|live/|watch\\?(?:.*&)?v=)|youtu\\.be/)([\\w-]{6,20})(?:[?&#/].*)?",
              "https://www.youtube.com/watch?v=$1"),
          new Provider(
              "Vimeo", "(?:player\\.)?vimeo\\.com/(?:video/)?(\\d+).*", "https://vimeo.com/$1"),
          new Provider(
              "Dailymotion",
              "(?:www|geo)\\.dailymotion\\.com/(?:embed/video/|player(?:/\\w+)?\\.html\\?(?:.*&)?video=)(\\w+).*",
              "https://www.dailymotion.com/video/$1"),
          new Provider(
              "Spotify",
              "open\\.spotify\\.com/embed(?:-podcast)?/(track|album|playlist|episode|show|artist)/(\\w+).*",
              "https://open.spotify.com/$1/$2"),
          new Provider("SoundCloud", "w\\.soundcloud\\.com/player/?\\?.+", "$0"),
          new Provider("Bandcamp", "bandcamp\\.com/EmbeddedPlayer/.+", "$0"),
          new Provider(
              "Apple Podcasts",
              "embed\\.podcasts\\.apple\\.com/(.+)",
              "https://podcasts.apple.com/$1"),
          new Provider("TED", "embed\\.ted\\.com/(talks/[\\w/-]+).*", "https://www.ted.com/$1"),
          new Provider(
              "X",
              "platform\\.(?:twitter|x)\\.com/embed/Tweet\\.html\\?(?:.*&)?id=(\\d+).*",
              "https://x.com/i/status/$1"),
          new Provider(
              "Instagram",
              "www\\.instagram\\.com/(p|reel|tv)/([\\w-]+)/embed.*",
              "https://www.instagram.com/$1/$2/"),
          new Provider("TikTok", "www\\.tiktok\\.com/(?:embed|player)/.+", "$0"),
          new Provider(
              "Facebook",
              "www\\.facebook\\.com/plugins/(?:video|post)\\.php\\?(?:.*&)?href=(https%3A%2F%2F(?:www\\.)?facebook\\.com%2F[^&]+).*",
              "$1"),
          new Provider(
              "Internet Archive",
              "archive\\.org/embed/([\\w.-]+).*",
              "https://archive.org/details/$1"),
          new Provider(
              "DocumentCloud",
              "(?:www|embed)\\.documentcloud\\.org/documents/([\\w-]+).*",
              "https://www.documentcloud.org/documents/$1"),
          new Provider("Datawrapper", "datawrapper\\.dwcdn\\.net/\\w+/.*", "$0"),
          new Provider("Flourish", "(?:flo\\.uri\\.sh|public\\.flourish\\.studio)/.+", "$0"),
          new Provider("Google Maps", "(?:www\\.google\\.com/maps|maps\\.google\\.com)/.+", "$0"),
          new Provider("OpenStreetMap", "www\\.openstreetmap\\.org/export/embed\\.html\\?.+", "$0"),
          new Provider("PeerTube", "([\\w.-]+)/videos/embed/([\\w-]{22,36}).*", "https://$1/w/$2"),
          new Provider("Mastodon", "([\\w.-]+/@[\\w.@-]+/\\d+)/embed.*", "https://$1"));

  /** Reads an {@code iframe}, {@code embed} or {@code object}; empty if the provider is unknown. */
  static Optional<Embed> of(Element frame) {
    return Stream.concat(Stream.of(frame), frame.select("embed, iframe, param").stream())
        .limit(20)
        .flatMap(e -> Stream.of("src", "data-src", "data-lazy-src", "data", "value").map(e::attr))
        .filter(address -> !address.isEmpty() && address.length() < 2048)
        .flatMap(address -> ADDRESSES.media(address).stream())
        .flatMap(address -> known(address, frame.attr("title")).stream())
        .findFirst();
  }

  private static Optional<Embed> known(String address, String title) {
    for (Provider provider : PROVIDERS) {
      Matcher matcher = provider.address().matcher(address);
      if (matcher.matches()) {
        String page = matcher.replaceFirst(provider.page());
        String plain =
            page.startsWith("https%3A") ? URLDecoder.decode(page, StandardCharsets.UTF_8) : page;
        return ADDRESSES.link(plain).map(p -> new Embed(p, named(provider.name(), title)));
      }
    }
    return Optional.empty();
  }

  private static String named(String provider, String title) {
    String said = Words.trim(Words.collapse(title));
    return said.isEmpty() || said.length() > MAX_TITLE || said.contains(provider)
        ? provider
        : provider + ": " + said;
  }
}
