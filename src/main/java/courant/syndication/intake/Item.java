package courant.syndication.intake;

import courant.platform.html.HtmlText;
import courant.story.Picture;
import courant.syndication.feed.Entry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry, and by what it is known again.
 *
 * @param names SHA-256 in hex, the surest first
 * @param print SHA-256 in hex of what readers would read; markup makes no difference
 * @param scope a number of the feed's, or of whatever else it came by
 * @param fromPage whether the text is its page's
 */
public record Item(
    Entry entry, List<String> names, String print, long scope, boolean fromPage, Beside beside) {
  /**
   * What a wire service says of a story beside what a feed would.
   *
   * @param embargo nobody may see it before
   * @param subjects names of what it is about
   * @param lead a picture of our library that came with it
   */
  public record Beside(
      String standfirst,
      String dateline,
      Optional<Instant> embargo,
      List<String> subjects,
      Optional<Picture> lead) {
    /** Of a feed. */
    public static final Beside NOTHING =
        new Beside("", "", Optional.empty(), List.of(), Optional.empty());

    /** The same with a picture of our library. */
    public Beside showing(Optional<Picture> picture) {
      return new Beside(standfirst, dateline, embargo, subjects, picture);
    }
  }

  /** Texts as long as this are not alike by chance. */
  private static final int TELLING = 100;

  /**
   * A name that is no address may be another item's in another feed. Headline and hour together
   * recognise what comes with a new id and a new address every time; a text of some length does so
   * even if the hour is always now.
   *
   * @param scope a number of the feed's, or of whatever else the entry came by
   */
  public static Item of(Entry entry, long scope) {
    List<String> names = new ArrayList<>();
    for (String key : entry.keys()) {
      names.add(key.contains(":") ? key : scope + " " + key);
    }
    if (!entry.title().isBlank()) {
      entry.published().ifPresent(at -> names.add(at + " " + entry.title()));
    }
    String text = text(entry);
    if (text.length() >= TELLING) {
      names.add(entry.title() + "\n" + text);
    }
    return new Item(
        entry,
        names.stream().map(Item::hash).toList(),
        hash(entry.title() + "\n" + text),
        scope,
        false,
        Beside.NOTHING);
  }

  /** The name of an item of which no more than its id is told. */
  static String name(String id, long scope) {
    return hash(id.contains(":") ? id : scope + " " + id);
  }

  private static String text(Entry entry) {
    return HtmlText.of(entry.body().map(Entry.Markup::html).orElse(""));
  }

  /** Whether it came before, but under none of the names that its feed calls it by now. */
  boolean isRenamed(Map<String, ?> known) {
    return names.stream().limit(entry.keys().size()).noneMatch(known::containsKey)
        && names.stream().anyMatch(known::containsKey);
  }

  private static String hash(String text) {
    try {
      byte[] bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same item with the text of its page; it is known by what the feed says of it. */
  Item told(Entry fuller) {
    return new Item(fuller, names, print, scope, fuller != entry, beside);
  }

  /** The same item with what is said beside it. */
  public Item with(Beside more) {
    return new Item(entry, names, print, scope, fromPage, more);
  }
}
