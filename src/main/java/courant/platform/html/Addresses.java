package courant.platform.html;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads addresses as browsers do, stray white space and backslashes included, and gives back those
 * that only lead somewhere: none that runs code or embeds data.
 *
 * @param base what relative addresses are resolved against, if anything
 * @param keepRelative whether a relative address that cannot be resolved may stay
 */
public record Addresses(@Nullable URI base, boolean keepRelative) {
  private static final int MAX_LENGTH = 8192;
  private static final Set<String> LINKS = Set.of("http", "https", "mailto", "tel");
  private static final Set<String> MEDIA = Set.of("http", "https");
  private static final Pattern ABSOLUTE =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
  private static final Pattern HOST_FIRST = Pattern.compile("/*+([^/?#].*)", Pattern.DOTALL);
  private static final Pattern DESCRIPTOR = Pattern.compile("[0-9]{1,6}(?:\\.[0-9]{1,4})?[wxh]");
  private static final boolean[] PLAIN = plain();
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Where a link leads; empty if it may not be followed. */
  public Optional<String> link(String address) {
    return clean(address, LINKS);
  }

  /** Where a picture, film or sound is; empty if it may not be loaded. */
  public Optional<String> media(String address) {
    return clean(address, MEDIA).filter(a -> !a.startsWith("#"));
  }

  /** The candidates of a {@code srcset} that may be loaded, split as the HTML standard says. */
  Optional<String> candidates(String srcset) {
    List<String> kept = new ArrayList<>();
    int at = srcset.length() > MAX_LENGTH ? srcset.length() : 0;
    while (at < srcset.length()) {
      int start = skip(srcset, at, c -> Words.isSpace(c) || c == ',');
      at = skip(srcset, start, c -> !Words.isSpace(c));
      String address = srcset.substring(start, at);
      String descriptor = "";
      if (!address.endsWith(",")) {
        int end = skip(srcset, at, c -> c != ',');
        descriptor = srcset.substring(at, end).strip();
        at = end;
      }
      if (descriptor.isEmpty() || DESCRIPTOR.matcher(descriptor).matches()) {
        String suffix = descriptor.isEmpty() ? "" : " " + descriptor;
        media(address.substring(0, trimCommas(address))).ifPresent(a -> kept.add(a + suffix));
      }
    }
    return kept.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", kept));
  }

  private static int trimCommas(String address) {
    int end = address.length();
    while (end > 0 && address.charAt(end - 1) == ',') {
      end--;
    }
    return end;
  }

  private interface CharPredicate {
    boolean test(char c);
  }

  private static int skip(String text, int from, CharPredicate skipped) {
    int at = from;
    while (at < text.length() && skipped.test(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private Optional<String> clean(String raw, Set<String> schemes) {
    String address = raw.length() > MAX_LENGTH ? "" : encode(raw.strip());
    Matcher absolute = ABSOLUTE.matcher(address);
    if (absolute.matches()) {
      String scheme = absolute.group(1).toLowerCase(Locale.ROOT);
      return schemes.contains(scheme) ? absolute(scheme, absolute.group(2)) : Optional.empty();
    }
    if (address.startsWith("//")) {
      return absolute("https", address);
    }
    if (address.isEmpty() || colonInFirstSegment(address)) {
      return Optional.empty();
    }
    return base == null ? Optional.of(address).filter(_ -> keepRelative) : resolve(address, base);
  }

  /** Browsers take {@code https:host}, {@code https:/host} and {@code https:///host} alike. */
  private static Optional<String> absolute(String scheme, String rest) {
    if (!MEDIA.contains(scheme)) {
      return rest.isEmpty() ? Optional.empty() : Optional.of(scheme + ":" + rest);
    }
    Matcher host = HOST_FIRST.matcher(rest);
    return host.matches() ? Optional.of(scheme + "://" + host.group(1)) : Optional.empty();
  }

  /** What follows might be read as a scheme after all, by some parser. */
  private static boolean colonInFirstSegment(String address) {
    return skip(address, 0, c -> c != ':') < skip(address, 0, c -> "/?#".indexOf(c) < 0);
  }

  private static Optional<String> resolve(String address, URI base) {
    if (base.getRawAuthority() == null || base.getRawPath() == null) {
      return Optional.empty();
    }
    String page = base.toString().split("#", 2)[0];
    String path = page.split("\\?", 2)[0];
    try {
      return switch (address.charAt(0)) {
        case '#' -> Optional.of(page + address);
        case '?' -> Optional.of(path + address);
        default -> {
          URI from = base.getRawPath().isEmpty() ? new URI(path + "/") : new URI(path);
          yield Optional.of(from.resolve(new URI(address)).toString());
        }
      };
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Drops what browsers drop, turns backslashes, percent-encodes what an address cannot hold. */
  private static String encode(String raw) {
    if (skip(raw, 0, c -> c < 0x7f && PLAIN[c]) == raw.length()) {
      return raw;
    }
    StringBuilder out = new StringBuilder(raw.length());
    boolean path = true;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      path &= c != '?' && c != '#';
      if (c == '\\' && path) {
        out.append('/');
      } else if (c == '%' && skip(raw, i + 1, HexFormat::isHexDigit) < i + 3) {
        out.append("%25");
      } else if (mustEncode(c)) {
        percent(out, c);
      } else if (c != '\t' && c != '\n' && c != '\r') {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** ASCII that stays as it is wherever it stands. */
  private static boolean[] plain() {
    boolean[] plain = new boolean[0x7f];
    for (char c = 0; c < plain.length; c++) {
      plain[c] = c > ' ' && c != '%' && !mustEncode(c);
    }
    return plain;
  }

  private static boolean mustEncode(char c) {
    return "\"<>`{}|\\^".indexOf(c) >= 0
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT
        || (c < ' ' && c != '\t' && c != '\n' && c != '\r')
        || (c >= 0x7f && c < 0xa0);
  }

  private static void percent(StringBuilder out, char c) {
    for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
      out.append('%').append(HEX.toHexDigits(b));
    }
  }
}
