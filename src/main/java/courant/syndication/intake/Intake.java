package courant.syndication.intake;

import courant.masthead.SectionId;
import courant.platform.html.HtmlText;
import courant.syndication.feed.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What becomes of a partner's new items, and which are left out.
 *
 * @param section where the stories go
 * @param topics slugs of what all its stories are about, parted by spaces
 * @param languages primary subtags of the languages that are taken, parted by spaces; empty for all
 * @param wanted words or phrases parted by commas, one of which must occur; empty for no condition
 * @param unwanted words or phrases parted by commas, none of which may occur
 * @param leastWords the shortest story that is taken, in words
 */
public record Intake(
    Destination destination,
    Optional<SectionId> section,
    String topics,
    String languages,
    String wanted,
    String unwanted,
    int leastWords) {

  /** Where new items go. */
  public enum Destination {
    /** To the desk's inbox, to be looked at. */
    INBOX,
    /** Among the drafts, to be worked on. */
    DRAFT,
    /** Out, at once or as soon as the source's terms allow. */
    PUBLISH;

    /** How it is written in the database and in forms. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The destination of that name. */
    public static Optional<Destination> of(String word) {
      return Arrays.stream(values()).filter(known -> known.word().equals(word)).findFirst();
    }
  }

  /** What a new partner's stories do: wait to be looked at. */
  public static final Intake CAREFUL = to(Destination.INBOX, Optional.empty());

  /** All of it, to one place. */
  public static Intake to(Destination destination, Optional<SectionId> section) {
    return new Intake(destination, section, "", "", "", "", 0);
  }

  /** The same rules with another destination. */
  public Intake to(Destination other) {
    return new Intake(other, section, topics, languages, wanted, unwanted, leastWords);
  }

  /** Slugs of the topics. */
  public List<String> topicSlugs() {
    return Stream.of(topics.split("\\s+")).filter(Predicate.not(String::isEmpty)).toList();
  }

  /** Whether what the feed says of an item is enough to leave it out, before its page is read. */
  boolean refuses(Entry entry) {
    if (unwanted.isBlank()) {
      return false;
    }
    String text = text(entry);
    return phrases(unwanted).anyMatch(phrase -> phrase.matcher(text).find());
  }

  /**
   * Whether an item with these words is taken; its page has been read if that is wanted.
   *
   * @param language found only if it matters
   */
  public boolean admits(Entry entry, Supplier<String> language) {
    String text = text(entry);
    return !refuses(entry)
        && (wanted.isBlank() || phrases(wanted).anyMatch(phrase -> phrase.matcher(text).find()))
        && (languages.isBlank()
            || List.of(languages.toLowerCase(Locale.ROOT).split("[\\s,]+"))
                .contains(Locale.forLanguageTag(language.get()).getLanguage()));
  }

  /** Whether an item is as long as it must be; its page has been read if that is wanted. */
  public boolean isLongEnough(Entry entry) {
    return leastWords == 0
        || HtmlText.of(entry.body().map(Entry.Markup::html).orElse("")).split("\\s+").length
            >= leastWords;
  }

  private static String text(Entry entry) {
    return String.join(
        "\n",
        entry.title(),
        HtmlText.of(entry.summary().map(Entry.Markup::html).orElse("")),
        HtmlText.of(entry.content().map(Entry.Markup::html).orElse("")),
        String.join("\n", entry.categories()));
  }

  /** A phrase is found as whole words, whatever stands between them. */
  private static Stream<Pattern> phrases(String list) {
    return Stream.of(list.split("[,،;\\n]"))
        .map(String::strip)
        .filter(Predicate.not(String::isEmpty))
        .map(
            phrase ->
                Pattern.compile(
                    "(?<![\\p{L}\\p{N}])"
                        + Stream.of(phrase.split("\\s+"))
                            .map(Pattern::quote)
                            .reduce((one, other) -> one + "\\s+" + other)
                            .orElseThrow()
                        + "(?![\\p{L}\\p{N}])",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
  }
}
