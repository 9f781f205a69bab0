package courant.transfer.wordpress;

import courant.transfer.exported.Exported;
import courant.transfer.exported.Foreign;
import courant.transfer.xml.Vocabulary;
import courant.transfer.xml.XmlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Turns the items of a WordPress export into what they are to this house. */
final class WordPressItems {
  /** Where posts go that nobody sorted, in the languages whose WordPress renames it. */
  private static final Set<String> UNSORTED =
      Set.of("uncategorized", "sin-categoria", "non-classe", "uncategorised", "sem-categoria");

  private final Exported.Site site;
  private final WordPressMedia media;
  private final Consumer<Exported> taken;
  private final WordPressDates dates = new WordPressDates();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> slugs = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private Vocabulary vocabulary = new Vocabulary(Map.of());
  private int count;

  WordPressItems(Exported.Site site, WordPressMedia media, Consumer<Exported> taken) {
    this.site = site;
    this.media = media;
    this.taken = taken;
    taken.accept(site);
    media.guests().forEach(this::writer);
  }

  /** Takes what stands before the items of one file. */
  void begin(XmlNode channel, Vocabulary words) {
    vocabulary = words;
    channel.all("author").forEach(this::author);
    channel
        .all("category")
        .forEach(one -> term(one, "category_nicename", "cat_name", "category_description"));
    channel.all("tag").forEach(one -> term(one, "tag_slug", "tag_name", "tag_description"));
    channel
        .all("term")
        .filter(one -> Set.of("category", "post_tag").contains(one.text("term_taxonomy")))
        .forEach(one -> term(one, "term_slug", "term_name", "term_description"));
  }

  private void author(XmlNode author) {
    String login = author.text("author_login");
    if (!login.isEmpty()) {
      String full =
          (author.text("author_first_name") + " " + author.text("author_last_name")).strip();
      String shown = author.text("author_display_name");
      String name =
          !shown.isEmpty() && !shown.equals(login) ? shown : full.isEmpty() ? login : full;
      writer(new Exported.Writer(login, Foreign.plain(name), ""));
    }
  }

  private void writer(Exported.Writer writer) {
    names.put(writer.login(), writer.name());
    taken.accept(writer);
  }

  private void term(XmlNode term, String slug, String name, String about) {
    if (!term.text(slug).isEmpty()) {
      slugs.put(term.text("term_id"), term.text(slug));
      taken.accept(
          new Exported.Term(
              term.text(slug), Foreign.plain(term.text(name)), Foreign.plain(term.text(about))));
    }
  }

  /** Takes one item, or says why not. */
  void take(ItemReader.Next next) {
    count++;
    switch (next) {
      case ItemReader.Next.Item(var xml) ->
          XmlNode.parse(xml, vocabulary)
              .first("item")
              .ifPresentOrElse(
                  this::item, () -> left("item " + count, "cannot be read as XML, even leniently"));
      case ItemReader.Next.TooLong(var start) ->
          left(beginning(start), "longer than 16 million characters");
      case ItemReader.Next.BrokenOff(var start) ->
          taken.accept(
              new Exported.BrokenOff(
                  beginning(start),
                  start.isEmpty()
                      ? "the file breaks off here"
                      : "the file breaks off in the middle of this item"));
    }
  }

  private String beginning(String xml) {
    return XmlNode.parse(xml, vocabulary)
        .first("item")
        .map(item -> Foreign.plain(item.text("title")))
        .filter(title -> !title.isEmpty() && title.length() < 200)
        .map(title -> "item " + count + " “" + title + "”")
        .orElse("item " + count);
  }

  private void left(String item, String reason) {
    taken.accept(new Exported.Left(item, reason));
  }

  private void item(XmlNode item) {
    String title = Foreign.plain(item.text("title"));
    String label =
        title.isEmpty() ? "item " + count : "“" + title + "” (" + item.text("post_id") + ")";
    switch (item.text("post_type")) {
      case "attachment" -> attachment(item, label);
      case "", "post", "page" -> entry(item, title, label);
      case "guest-author" -> writer(media.guest(item));
      case "nav_menu_item" -> left(label, "a menu entry; the sections are the menu here");
      case "revision" -> left(label, "an old revision");
      case String other -> left(label, "of type " + other + ", which has no place here");
    }
  }

  private void attachment(XmlNode item, String label) {
    String address = item.text("attachment_url");
    if (address.isEmpty()) {
      left(label, "an attachment without an address");
    } else {
      media.picture(item);
      taken.accept(new Exported.Media(address));
      WordPressComments.of(item, dates, label + ", an attachment", taken)
          .forEach(
              reply -> left("reply " + reply.id(), "to " + label + ", which has no page here"));
    }
  }

  private void entry(XmlNode item, String title, String label) {
    List<String> notes = new ArrayList<>();
    Optional<Exported.Fate> fate = fate(item, notes);
    String content =
        item.first("content:encoded")
            .or(() -> item.first("description"))
            .map(node -> node.text().toString())
            .orElse("");
    if (fate.isEmpty()) {
      left(label, "its status is " + item.text("status"));
    } else if (title.isEmpty() && content.isBlank()) {
      left(label, "has neither title nor text");
    } else {
      if (item.text("is_sticky").equals("1")) {
        notes.add("was pinned to the front page");
      }
      taken.accept(entry(item, title, label, fate.get(), content, notes));
    }
  }

  private Exported.Entry entry(
      XmlNode item,
      String title,
      String label,
      Exported.Fate fate,
      String content,
      List<String> notes) {
    Map<String, String> meta = meta(item);
    String number = item.text("post_id");
    String id = id(item);
    return new Exported.Entry(
        id,
        item.text("post_type").equals("page"),
        fate,
        title,
        item.text("post_name"),
        Foreign.plain(item.text("excerpt:encoded")),
        told -> WordPressText.html(content, numbers -> media.gallery(numbers, number), told),
        content.length(),
        dates.published(item),
        dates.updated(item),
        byline(item),
        categories(item, meta),
        Stream.of("post_tag", "tag").flatMap(domain -> labels(item, domain)).distinct().toList(),
        Syndicated.source(meta),
        Syndicated.address(meta),
        media.picture(meta.getOrDefault("_thumbnail_id", "")),
        site.language(),
        WordPressAddresses.of(item, id.equals(number)),
        WordPressComments.of(item, dates, label, taken),
        List.copyOf(notes));
  }

  /** Its number; exports that were put together from several have numbers twice. */
  private String id(XmlNode item) {
    String id =
        Stream.of("post_id", "guid", "link")
            .map(item::text)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("item " + count);
    int times = numbers.merge(id, 1, Integer::sum);
    return times == 1 ? id : id + " no. " + times;
  }

  private static Optional<Exported.Fate> fate(XmlNode item, List<String> notes) {
    String status = item.text("status");
    boolean shown = status.isEmpty() || status.equals("publish") || status.equals("future");
    if (shown && !item.text("post_password").isEmpty()) {
      notes.add("was protected by a password; taken as a draft");
      return Optional.of(Exported.Fate.DRAFT);
    }
    return switch (status) {
      case "", "publish" -> Optional.of(Exported.Fate.PUBLISHED);
      case "future" -> Optional.of(Exported.Fate.SCHEDULED);
      case "draft", "pending" -> Optional.of(Exported.Fate.DRAFT);
      case "private" -> {
        notes.add("was private; taken as a draft");
        yield Optional.of(Exported.Fate.DRAFT);
      }
      default -> Optional.empty();
    };
  }

  /** Co-authors, where a plug-in noted them, else whoever wrote it. */
  private List<Exported.Label> byline(XmlNode item) {
    List<Exported.Label> together = labels(item, "author").toList();
    if (!together.isEmpty()) {
      return together;
    }
    String creator = item.text("creator");
    String known =
        names.containsKey(creator) ? creator : creator.replaceFirst("^[^\\p{L}\\p{N}]+", "");
    return known.isEmpty()
        ? List.of()
        : List.of(new Exported.Label(known, names.getOrDefault(known, known)));
  }

  /** In order, the one that an editor marked as the main one first. */
  private List<Exported.Label> categories(XmlNode item, Map<String, String> meta) {
    List<Exported.Label> all =
        Stream.of("category", "")
            .flatMap(domain -> labels(item, domain))
            .filter(label -> !UNSORTED.contains(label.slug().toLowerCase(Locale.ROOT)))
            .distinct()
            .toList();
    String main = slugs.getOrDefault(meta.getOrDefault("_yoast_wpseo_primary_category", ""), "");
    return all.stream()
        .filter(label -> !isRepeated(label, all))
        .sorted(Comparator.comparing(label -> !label.slug().equals(main)))
        .toList();
  }

  /** WXR 1.0 writes each category twice, once by name alone. */
  private static boolean isRepeated(Exported.Label label, List<Exported.Label> all) {
    return label.slug().equals(label.name())
        && all.stream().anyMatch(other -> other != label && other.name().equals(label.name()));
  }

  static Map<String, String> meta(XmlNode item) {
    Map<String, String> meta = new LinkedHashMap<>();
    item.all("postmeta").forEach(pair -> meta.put(pair.text("meta_key"), pair.text("meta_value")));
    return meta;
  }

  private static Stream<Exported.Label> labels(XmlNode item, String domain) {
    return item.all("category")
        .filter(category -> category.attribute("domain").equals(domain))
        .map(
            category -> {
              String name = Foreign.plain(category.text().toString());
              String slug = category.attribute("nicename").replaceFirst("^cap-", "");
              return new Exported.Label(slug.isEmpty() ? name : slug, name);
            })
        .filter(label -> !label.name().isEmpty())
        .distinct();
  }
}
