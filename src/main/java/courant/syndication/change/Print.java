package courant.syndication.change;

import courant.platform.html.Blocks;
import courant.platform.html.HtmlText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * What readers read of a story: white space, kinds of quotation marks, markup and paragraphs that
 * are nothing but links make no difference; which pictures it shows does.
 */
public record Print(String text) {
  /** Less than this is no excerpt of anything. */
  private static final int LEAST = 40;

  private static final Pattern UNSEEN = Pattern.compile("[\\u00ad\\p{Cf}]");
  private static final Pattern APOSTROPHES = Pattern.compile("[‘’‚‛′]");
  private static final Pattern QUOTATION_MARKS = Pattern.compile("[“”„‟«»″]");
  private static final Pattern DASHES = Pattern.compile("[‐‑‒–—―]");
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /**
   * @param body sanitised
   */
  public static Print of(String headline, String body) {
    return new Print(
        plain(headline)
            + "\n"
            + Blocks.of(body).stream()
                .map(Print::block)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("\n")));
  }

  private static String block(String html) {
    Element block = Jsoup.parseBodyFragment(html).body();
    String pictures =
        block.select("img[src]").stream()
            .map(picture -> " [" + picture.attr("src").replaceFirst("\\?.*", "") + "]")
            .collect(Collectors.joining());
    return isLinksOnly(block) ? pictures.strip() : plain(HtmlText.of(html)) + pictures;
  }

  /** As advertisements and lists of other stories are. */
  private static boolean isLinksOnly(Element block) {
    if (block.selectFirst("a") == null) {
      return false;
    }
    Element rest = block.clone();
    rest.select("a").remove();
    return rest.text().codePoints().noneMatch(Character::isLetterOrDigit);
  }

  private static String plain(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
    plain = UNSEEN.matcher(plain).replaceAll("");
    plain = APOSTROPHES.matcher(plain).replaceAll("'");
    plain = QUOTATION_MARKS.matcher(plain).replaceAll("\"");
    plain = DASHES.matcher(plain).replaceAll("-");
    return WHITE_SPACE.matcher(plain).replaceAll(" ").strip();
  }

  /**
   * Whether this is only how another begins: a feed that has become one of excerpts. Paragraphs
   * that are missing at the end were more likely taken out.
   */
  boolean isExcerptOf(Print whole) {
    String begin = text.replaceFirst("\\s*\\[?\\.\\.\\.]?$", "");
    if (begin.length() < LEAST
        || begin.length() >= whole.text.length()
        || !whole.text.replace('\n', ' ').startsWith(begin.replace('\n', ' '))) {
      return false;
    }
    boolean paragraphLeftOut = begin.equals(text) && whole.text.charAt(begin.length()) == '\n';
    return !paragraphLeftOut || begin.length() < whole.text.length() / 3;
  }

  /** SHA-256. */
  byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
