package courant.syndication.article;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Who signed a page, without "by", dates and what else stands in the same line. */
final class Byline {
  private static final int LONGEST = 100;
  private static final Pattern BY =
      Pattern.compile(
          "^(?:(?:written|posted|story|text|words|article|reported|published)\\s+)?(?:by|von|par|por|door|av|af)\\b[:\\s]+|^(?:autor[ae]?|author|auteur|redaktion|текст|автор|بقلم|文|文／|作者)\\s*[:：]\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** From a figure on it is a date; what hangs before it is its month or its weekday. */
  private static final Pattern DATE =
      Pattern.compile(
          "(?:\\s*[-–—|•·,/]\\s*\\p{L}{0,12}\\.?|(?:\\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
              + "|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
              + "|dec(?:ember)?)[.,]?){1,2})?\\s*\\d.*$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern TAIL =
      Pattern.compile("\\s*(?:[-–—|•·,/:]|\\b(?:on|am|le|el))\\s*$");
  private static final String SIGNED =
      "[itemprop~=(?i)author] [itemprop=name], [itemprop~=(?i)author], [rel=author], .p-author, .byline-name, "
          + ".author-name, .byline__name, .byline, .by-line, .c-byline__item, [class~=(?i)(^|[\\s_-])byline], #byline, .author, [class~=(?i)(^|\\s)(post|entry|article)[_-]+author]";

  private Byline() {}

  static List<String> of(
      Document page, Meta meta, JsonLd json, List<String> lines, String selector) {
    return Stream.<Stream<String>>of(
            selector.isEmpty() ? Stream.of() : page.select(selector).eachText().stream(),
            json.names("author").stream(),
            meta.contents("dc.creator", "dcterms.creator").stream(),
            meta.contents("citation_author").stream(),
            Stream.of(
                meta.content(
                    "author", "article:author_name", "parsely-author", "sailthru.author", "byl")),
            signed(page),
            lines.stream().filter(line -> BY.matcher(line).lookingAt()).limit(1),
            meta.contents("article:author").stream())
        .map(
            names ->
                names.map(Byline::clean).filter(Predicate.not(String::isEmpty)).distinct().toList())
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The first signature that is no form, no comment, and no line of a story elsewhere. */
  private static Stream<String> signed(Document page) {
    return page.select(SIGNED).stream()
        .filter(
            element ->
                element.closest("[class*=comment], [id*=comment], aside, nav, footer, li") == null)
        .map(Element::text)
        .filter(text -> !clean(text).isEmpty())
        .limit(1);
  }

  private static String clean(String said) {
    String name = BY.matcher(said.strip().replaceAll("\\s+", " ")).replaceFirst("");
    name = TAIL.matcher(DATE.matcher(name).replaceFirst("")).replaceFirst("").strip();
    boolean isName =
        name.length() <= LONGEST
            && !name.contains("://")
            && !name.startsWith("@")
            && name.matches(".*\\p{L}.*");
    return isName ? name : "";
  }
}
