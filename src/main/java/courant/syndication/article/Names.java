package courant.syndication.article;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** What the classes and the id of an element say that it is; people name things much alike. */
enum Names {
  /** Certainly not of the article, however much text it has. */
  FOREIGN,
  /** Most likely not, unless it holds the better part of the page's text. */
  FURNITURE,
  /** Nothing. */
  NEUTRAL,
  /** Most likely of the article. */
  CONTENT;

  /** WordPress writes what a story is about among the classes of what it is. */
  private static final Pattern SUBJECTS =
      Pattern.compile(
          "\\b(?:category|tag|type|status|format|postid|author|term|has|no|with)-[\\w-]+");

  private static final Pattern CAMEL = Pattern.compile("(?<=\\p{Ll}{3})(?=\\p{Lu}\\p{Ll}{3})");
  private static final Pattern SIGN = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final Pattern FOREIGN_NAMES =
      names(
          "comments?|commentlist|disqus|respond|livefyre|cookies?|cookiebar|consent|gdpr|ccpa|onetrust|didomi|"
              + "newsletters?|related|relateds?|recirc|recirculation|recommended|recommendations?|outbrain|taboola|zergnet|"
              + "breadcrumbs?|sharebar|sharedaddy|share|sharing|addthis|addtoany|jp relatedposts|yarpp|"
              + "adsense|adsbygoogle|advert|adverts|advertisement|advertising|advertorial|dfp|sponsored|"
              + "trending|most (?:read|popular|viewed|shared|recent)|mostread|mostpopular|read (?:more|next|also)|readmore|"
              + "more (?:stories|from|news|posts|articles|headlines)|also (?:read|like)|see also|up next|next up|"
              + "author (?:bio|box|info|card|about)|about (?:the )?author|authorbox|post (?:tags|navigation|nav)|"
              + "tags? (?:list|links|cloud)|taglist|skip (?:link|to)|sign ?up|site (?:header|footer|nav)|"
              + "page (?:header|footer)|global (?:header|footer|nav)|pagination|inread|printfriendly|"
              + "mw editsection|navbox|catlinks|sr only|screen reader text|visually ?hidden|noprint");
  private static final Pattern FURNITURE_NAMES =
      names(
          "ad|ads|banner|sidebar|side bar|rail|nav|navbar|navigation|menu|footer|header|masthead|topbar|toolbar|tools|"
              + "social|follow|subscribe|subscription|subscriber|paywall|regwall|promo|promos?|promotions?|sponsors?|widgets?|"
              + "popup|modal|overlay|lightbox|dialog|tags|popular|login|register|feedback|rating|ratings|votes?|"
              + "byline|by line|meta|metadata|entry meta|timestamp|bio|pager|prev next|print|rss|teasers?|"
              + "extra|combx|community|legends|remark|shoutbox|skyscraper|poll|quiz|donate|donation|cta|"
              + "recent|latest|similar|comment count|reply|replies|hidden");
  private static final Pattern CONTENT_NAMES =
      names(
          "article|articlebody|article body|body|content|entry|entry content|hentry|main|maincontent|post|post content|"
              + "story|storybody|story body|text|copy|column|page|prose|richtext|rich text|blog|mw parser output");
  private static final Set<String> EXEMPT =
      Set.of(
          "html", "body", "article", "main", "a", "b", "strong", "em", "i", "abbr", "code", "td",
          "th", "tr", "tbody");

  private static Pattern names(String alternatives) {
    return Pattern.compile("(?<= )(?:" + alternatives + ")(?= )");
  }

  /** Reads an element's names; the elements that hold whole pages mean nothing by theirs. */
  static Names of(Element element) {
    if (EXEMPT.contains(element.normalName()) || element.attributesSize() == 0) {
      return NEUTRAL;
    }
    String classes = element.className();
    String id = element.id();
    if (classes.isEmpty() && id.isEmpty()) {
      return NEUTRAL;
    }
    String words = words(classes + " " + id);
    if (FOREIGN_NAMES.matcher(words).find()) {
      return FOREIGN;
    }
    return FURNITURE_NAMES.matcher(words).find() ? FURNITURE : content(words);
  }

  /** Whether the names speak for content; unlike {@link #of} blind to all that speaks against. */
  static boolean sayContent(Element element) {
    return content(words(element.className() + " " + element.id())) == CONTENT;
  }

  private static Names content(String words) {
    return CONTENT_NAMES.matcher(words).find() ? CONTENT : NEUTRAL;
  }

  private static String words(String names) {
    String own = SUBJECTS.matcher(names).replaceAll(" ");
    String parted = CAMEL.matcher(own).replaceAll(" ");
    return " " + SIGN.matcher(parted).replaceAll(" ").toLowerCase(Locale.ROOT).strip() + " ";
  }
}
