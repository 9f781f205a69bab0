package courant.reply;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * What in a text tells spam from talk: its words, phrases of up to four words, and signs ({@code
 * *link}, {@code *shouting}). Each counts once.
 */
final class Clues {
  private static final int LONGEST = 20_000;
  private static final int LONGEST_PHRASE = 4;

  private static final Pattern LINK =
      Pattern.compile(
          "(?:https?://|www\\.)\\S+|\\b[a-z0-9-]{2,40}\\s?\\.\\s{0,2}(?:com|net|org|info|biz|ru|cn|xyz|top|shop|online|site|club|tk|ml|ga|io|me|ly|tv|gl|be|co)\\b(?:/\\S*)?");
  private static final Pattern SHORTENER =
      Pattern.compile(
          "(?:bit\\.ly|goo\\.gl|tinyurl|t\\.co/|ow\\.ly|adf\\.ly|is\\.gd|cutt\\.ly|t\\.me/|wa\\.me/|rebrand\\.ly)");
  private static final Pattern REFERRAL =
      Pattern.compile("[?&](?:ref|aff|affid|referr?er|invite|r|hlr)=\\w");
  private static final Pattern CHEAP_DOMAIN =
      Pattern.compile("\\.(?:ru|cn|xyz|top|tk|ml|ga|biz|info|club|shop|online|site)\\b");
  private static final Pattern MARKUP_LINK = Pattern.compile("\\[url|\\[link|<a\\s[^<>]*href");

  /** Begins where a run of its letters begins, so that each run is read once. */
  private static final Pattern MAIL =
      Pattern.compile(
          "(?<![a-z0-9._+-])[a-z0-9._+-]++\\s?(?:@|\\(at\\)|\\[at\\])\\s?[a-z0-9-]++\\s?\\.\\s?[a-z]{2,}");

  private static final Pattern PHONE = Pattern.compile("\\+?\\d[\\d ().-]{8,16}\\d");
  private static final Pattern MONEY =
      Pattern.compile("[$€£₹]\\s?\\d|\\d\\s?(?:[$€£₹]|dollars|usd|usdt|btc|eur\\b)");
  private static final Pattern VIDEO = Pattern.compile("watch\\?v=|youtu\\.be/");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}]+)?");

  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
  private static final Pattern STRETCHED = Pattern.compile("(\\p{L})\\1{3}");
  private static final Pattern TAG = Pattern.compile("<[^<>]{0,300}>");
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
  private static final Pattern SPLITTER = Pattern.compile("(?<=\\p{L})[\\[\\](){}*_|]+(?=\\p{L})");

  private Clues() {}

  static List<String> in(String text) {
    String plain = Parser.unescapeEntities(cut(text), false);
    // Cut again: some signs fold into eighteen letters.
    String letters = cut(Normalizer.normalize(plain, Normalizer.Form.NFKC));
    String folded = INVISIBLE.matcher(letters).replaceAll("");
    String lower = folded.toLowerCase(Locale.ROOT);
    Set<String> clues = new LinkedHashSet<>();
    links(lower, clues);
    signs(folded, lower, clues);
    words(lower, clues);
    return new ArrayList<>(clues);
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST));
  }

  private static void links(String lower, Set<String> clues) {
    Matcher matcher = LINK.matcher(MAIL.matcher(lower).replaceAll(" "));
    int links = 0;
    int linked = 0;
    while (matcher.find()) {
      links++;
      linked += matcher.end() - matcher.start();
    }
    add(clues, "*link", links > 0);
    add(clues, "*links", links > 1);
    add(clues, "*many links", links > 3);
    add(clues, "*mostly links", links > 0 && linked * 2 > lower.strip().length());
    add(clues, "*short link", SHORTENER.matcher(lower).find());
    add(clues, "*referral", REFERRAL.matcher(lower).find());
    add(clues, "*cheap domain", links > 0 && CHEAP_DOMAIN.matcher(lower).find());
    add(clues, "*marked-up link", MARKUP_LINK.matcher(lower).find());
    add(clues, "*video", VIDEO.matcher(lower).find());
    add(clues, "*mail address", MAIL.matcher(lower).find());
    add(clues, "*telephone", PHONE.matcher(lower).find());
    add(clues, "*money", MONEY.matcher(lower).find());
  }

  private static void signs(String text, String lower, Set<String> clues) {
    long letters = text.chars().filter(Character::isLetter).count();
    long capitals = text.chars().filter(Character::isUpperCase).count();
    add(clues, "*shouting", letters > 20 && capitals * 2 > letters);
    add(clues, "*exclaiming", text.contains("!!!"));
    add(clues, "*hashtags", text.chars().filter(c -> c == '#').count() > 2);
    long words = WORD.matcher(lower).results().count();
    add(clues, "*few words", words < 5);
    add(clues, "*short", words >= 5 && words < 14);
    add(clues, "*long", words > 60);
    add(clues, "*question", lower.contains("?") && !VIDEO.matcher(lower).find());
    add(clues, "*stretched", STRETCHED.matcher(lower).find());
  }

  private static void add(Set<String> clues, String clue, boolean found) {
    if (found) {
      clues.add(clue);
    }
  }

  /** Words as they are and, where a plain letter s ends them, without; then the phrases. */
  private static void words(String lower, Set<String> clues) {
    String bare = ADDRESS.matcher(TAG.matcher(lower).replaceAll(" ")).replaceAll(" ");
    String text = SPLITTER.matcher(bare).replaceAll("").replace('’', '\'');
    List<String> words = WORD.matcher(text).results().map(MatchResult::group).toList();
    for (int i = 0; i < words.size(); i++) {
      clues.add(words.get(i));
      StringBuilder phrase = new StringBuilder(words.get(i));
      for (int j = i + 1; j < Math.min(words.size(), i + LONGEST_PHRASE); j++) {
        phrase.append(' ').append(words.get(j));
        // Longer phrases only where the prior knows them: there are too many others.
        String key = phrase.toString();
        if (j == i + 1 || Prior.WEIGHTS.containsKey(key)) {
          clues.add(key);
        }
      }
    }
    words.stream()
        .filter(word -> word.length() > 3 && word.endsWith("s"))
        .map(word -> word.substring(0, word.length() - 1))
        .filter(Prior.WEIGHTS::containsKey)
        .forEach(clues::add);
  }
}
