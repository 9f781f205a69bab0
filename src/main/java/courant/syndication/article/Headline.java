package courant.syndication.article;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;

/** A page's headline, without the name of its site. */
final class Headline {
  private static final Pattern LAST_SIGN =
      Pattern.compile("^(.*\\S)\\s+[|–—»·:/<>\\\\-]{1,2}\\s+([^|–—»·]*)$");

  /** What stood for headings before there was style. */
  private static final String PROMINENT = "h2, h3, font, b, strong";

  private static final int ENOUGH_WORDS = 4;
  private static final int ENOUGH_LETTERS = 20;

  /** How many letters more a heading may have than what it repeats: the name of a site, mostly. */
  private static final int TAIL = 30;

  private Headline() {}

  static String of(Document page, Meta meta, JsonLd json, String siteName, String selector) {
    String chosen = selector.isEmpty() ? "" : page.select(selector).text();
    String said =
        Evidence.first(
            chosen,
            said(json, page.title()),
            meta.content("dc.title", "dcterms.title", "citation_title", "og:title"),
            meta.content("twitter:title", "parsely-title", "sailthru.title"));
    if (!said.isEmpty()) {
      return withoutSite(said, siteName);
    }
    List<String> heads =
        page.select("h1").eachText().stream().map(String::strip).distinct().toList();
    String title = withoutSite(page.title().strip(), siteName);
    return Stream.concat(
            heads.stream().filter(title::contains),
            page.select(PROMINENT).eachText().stream().filter(title::endsWith))
        .filter(head -> words(head) >= ENOUGH_WORDS)
        .findFirst()
        .or(
            () ->
                title.isEmpty() && heads.size() == 1
                    ? heads.stream().findFirst()
                    : Optional.empty())
        .orElseGet(() -> withoutLast(title, heads));
  }

  /** Some call by {@code headline} what is a summary, and by {@code name} what their title says. */
  private static String said(JsonLd json, String title) {
    String headline = json.text("headline");
    String name = json.text("name");
    boolean better = begins(title, name) && !begins(title, headline) && !begins(headline, title);
    return better ? name : headline;
  }

  private static boolean begins(String text, String with) {
    String beginning = letters(with);
    return !beginning.isEmpty() && letters(text).startsWith(beginning);
  }

  /** Sites hang their own name on their titles. */
  private static String withoutSite(String title, String siteName) {
    Matcher sign = LAST_SIGN.matcher(title);
    return !siteName.isEmpty() && sign.matches() && alike(sign.group(2), siteName)
        ? sign.group(1)
        : title;
  }

  /** What follows the last bar is a site's name, if what precedes it is enough for a headline. */
  private static String withoutLast(String title, List<String> heads) {
    Matcher sign = LAST_SIGN.matcher(title);
    boolean named = sign.matches() && !heads.contains(title);
    return named
            && words(sign.group(1)) >= ENOUGH_WORDS
            && words(sign.group(2)) < words(sign.group(1))
        ? sign.group(1)
        : title;
  }

  private static boolean alike(String one, String other) {
    String a = letters(one);
    String b = letters(other);
    return !a.isEmpty() && !b.isEmpty() && (a.contains(b) || b.contains(a));
  }

  /** Whether two headings say the same, but for signs and case and a few words at the end. */
  static boolean same(String heading, String headline) {
    if (heading.length() > headline.length() * 3 + TAIL) {
      return false;
    }
    String a = letters(heading);
    String b = letters(headline);
    int shorter = Math.min(a.length(), b.length());
    return !a.isEmpty()
        && (a.equals(b)
            || (shorter > ENOUGH_LETTERS
                && Math.max(a.length(), b.length()) <= shorter + TAIL
                && (a.startsWith(b) || b.startsWith(a))));
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static long words(String text) {
    return Stream.of(text.split("\\s+")).filter(word -> word.matches(".*[\\p{L}\\p{N}].*")).count();
  }
}
