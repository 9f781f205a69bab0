package courant.transfer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a WordPress export (WXR, RSS with WordPress' own elements), of any year and state. */
final class WordPressExport implements Export {
  private final Path file;

  WordPressExport(Path file) {
    this.file = file;
  }

  @Override
  public String kind() {
    return "wordpress";
  }

  @Override
  public void read(Consumer<Exported> taken) throws IOException {
    Map<String, Exported.Image> pictures = pictures();
    try (ItemReader items = new ItemReader(file)) {
      XmlNode channel =
          XmlNode.parse(items.head()).first("channel").orElseGet(() -> XmlNode.parse("<channel/>"));
      Exported.Site site = site(channel);
      taken.accept(site);
      Map<String, String> names = new HashMap<>();
      channel.all("author").forEach(author -> writer(author, names).ifPresent(taken));
      int number = 0;
      for (Optional<ItemReader.Next> next = items.next(); next.isPresent(); next = items.next()) {
        number++;
        switch (next.get()) {
          case ItemReader.Next.Item(var xml) -> item(xml, number, site, names, pictures, taken);
          case ItemReader.Next.Broken(var reason) ->
              taken.accept(new Exported.Left("item " + number, reason));
        }
      }
    }
  }

  /** Lead images are named by number, and may stand anywhere in the file. */
  private Map<String, Exported.Image> pictures() throws IOException {
    Map<String, Exported.Image> pictures = new HashMap<>();
    try (ItemReader items = new ItemReader(file)) {
      items.head();
      for (Optional<ItemReader.Next> next = items.next(); next.isPresent(); next = items.next()) {
        if (next.get() instanceof ItemReader.Next.Item(var xml) && xml.contains("attachment_url")) {
          XmlNode.parse(xml).first("item").ifPresent(item -> picture(item, pictures));
        }
      }
    }
    return pictures;
  }

  private static void picture(XmlNode item, Map<String, Exported.Image> pictures) {
    String address = item.text("attachment_url");
    if (!address.isEmpty()) {
      pictures.put(
          item.text("post_id"),
          new Exported.Image(
              address,
              0,
              0,
              meta(item).getOrDefault("_wp_attachment_image_alt", ""),
              plain(item.text("excerpt:encoded"))));
    }
  }

  private static Exported.Site site(XmlNode channel) {
    String address =
        channel.text("base_blog_url").isEmpty()
            ? channel.text("link")
            : channel.text("base_blog_url");
    return new Exported.Site(
        plain(channel.text("title")),
        plain(channel.text("description")),
        address.replaceFirst("/+$", ""),
        channel.text("language"),
        channel.text("wxr_version"));
  }

  private static Optional<Exported> writer(XmlNode author, Map<String, String> names) {
    String login = author.text("author_login");
    if (login.isEmpty()) {
      return Optional.empty();
    }
    String full =
        (author.text("author_first_name") + " " + author.text("author_last_name")).strip();
    String shown = author.text("author_display_name");
    String name =
        plain(!shown.isEmpty() && !shown.equals(login) ? shown : full.isEmpty() ? login : full);
    names.put(login, name);
    return Optional.of(new Exported.Writer(login, name, ""));
  }

  private void item(
      String xml,
      int number,
      Exported.Site site,
      Map<String, String> names,
      Map<String, Exported.Image> pictures,
      Consumer<Exported> taken) {
    Optional<XmlNode> parsed = XmlNode.parse(xml).first("item");
    if (parsed.isEmpty()) {
      taken.accept(new Exported.Left("item " + number, "cannot be read as XML, even leniently"));
      return;
    }
    XmlNode item = parsed.get();
    String title = plain(item.text("title"));
    String label =
        title.isEmpty() ? "item " + number : "“" + title + "” (" + item.text("post_id") + ")";
    switch (item.text("post_type")) {
      case "attachment" -> {
        String address = item.text("attachment_url");
        taken.accept(
            address.isEmpty()
                ? new Exported.Left(label, "an attachment without an address")
                : new Exported.Media(address));
      }
      case "", "post", "page" -> entry(item, number, label, site, names, pictures, taken);
      case "nav_menu_item" ->
          taken.accept(new Exported.Left(label, "a menu entry; the sections are the menu here"));
      case "revision" -> taken.accept(new Exported.Left(label, "an old revision"));
      case String other ->
          taken.accept(new Exported.Left(label, "of type " + other + ", which has no place here"));
    }
  }

  private static void entry(
      XmlNode item,
      int number,
      String label,
      Exported.Site site,
      Map<String, String> names,
      Map<String, Exported.Image> pictures,
      Consumer<Exported> taken) {
    List<String> notes = new ArrayList<>();
    Optional<Exported.Fate> fate = fate(item, notes);
    if (fate.isEmpty()) {
      taken.accept(new Exported.Left(label, "its status is " + item.text("status")));
      return;
    }
    String body =
        WordPressText.html(
            item.first("content:encoded").map(node -> node.text().toString()).orElse(""), notes);
    String title = plain(item.text("title"));
    if (title.isEmpty() && body.isBlank()) {
      taken.accept(new Exported.Left(label, "has neither title nor text"));
      return;
    }
    Map<String, String> meta = meta(item);
    List<Exported.Label> guests = labels(item, "author");
    String creator = item.text("creator");
    List<Exported.Label> byline =
        !guests.isEmpty()
            ? guests
            : creator.isEmpty()
                ? List.of()
                : List.of(new Exported.Label(creator, names.getOrDefault(creator, creator)));
    String id = item.text("post_id").isEmpty() ? item.text("guid") : item.text("post_id");
    List<Exported.Label> categories =
        labels(item, "category").stream()
            .filter(one -> !one.slug().equals("uncategorized"))
            .toList();
    taken.accept(
        new Exported.Entry(
            id.isEmpty() ? "item " + number : id,
            item.text("post_type").equals("page"),
            fate.get(),
            title,
            item.text("post_name"),
            plain(item.text("excerpt:encoded")),
            body,
            WordPressDates.published(item),
            WordPressDates.updated(item),
            byline,
            categories,
            labels(item, "post_tag"),
            Syndicated.source(meta),
            Syndicated.address(meta),
            Optional.ofNullable(pictures.get(meta.getOrDefault("_thumbnail_id", ""))),
            site.language(),
            oldAddresses(item),
            comments(item),
            List.copyOf(notes)));
  }

  private static Optional<Exported.Fate> fate(XmlNode item, List<String> notes) {
    if (!item.text("post_password").isEmpty()) {
      notes.add("protected by a password; taken as a draft");
      return Optional.of(Exported.Fate.DRAFT);
    }
    return switch (item.text("status")) {
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

  private static Map<String, String> meta(XmlNode item) {
    Map<String, String> meta = new LinkedHashMap<>();
    item.all("postmeta").forEach(pair -> meta.put(pair.text("meta_key"), pair.text("meta_value")));
    return meta;
  }

  private static List<Exported.Label> labels(XmlNode item, String domain) {
    return item.all("category")
        .filter(category -> category.attribute("domain").equals(domain))
        .map(category -> label(category, plain(category.text().toString())))
        .filter(label -> !label.name().isEmpty())
        .distinct()
        .toList();
  }

  private static Exported.Label label(XmlNode category, String name) {
    String slug = category.attribute("nicename").replaceFirst("^cap-", "");
    return new Exported.Label(slug.isEmpty() ? name : slug, name);
  }

  private static List<String> oldAddresses(XmlNode item) {
    List<String> addresses = new ArrayList<>();
    String link = pathOf(item.text("link"));
    if (!link.isEmpty() && !link.equals("/")) {
      addresses.add(link);
      item.all("postmeta")
          .filter(pair -> pair.text("meta_key").equals("_wp_old_slug"))
          .forEach(
              pair ->
                  addresses.add(
                      link.replaceFirst(
                          "[^/]+(/?)$", pair.text("meta_value").replace("$", "\\$") + "$1")));
    }
    if (!item.text("post_id").isEmpty()) {
      addresses.add("/?p=" + item.text("post_id"));
    }
    return addresses.stream().distinct().toList();
  }

  private static String pathOf(String link) {
    try {
      URI address = URI.create(link.strip().replace(" ", "%20"));
      String path = address.getPath() == null ? "" : address.getPath();
      return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private static List<Exported.Comment> comments(XmlNode item) {
    return item.all("comment")
        .filter(comment -> comment.text("comment_type").matches("|comment"))
        .filter(comment -> !comment.text("comment_approved").matches("trash|post-trashed"))
        .map(WordPressExport::comment)
        .toList();
  }

  private static Exported.Comment comment(XmlNode comment) {
    String parent = comment.text("comment_parent");
    Exported.Approval approval =
        switch (comment.text("comment_approved")) {
          case "1", "approve" -> Exported.Approval.APPROVED;
          case "spam" -> Exported.Approval.SPAM;
          default -> Exported.Approval.HELD;
        };
    return new Exported.Comment(
        comment.text("comment_id"),
        parent.equals("0") ? "" : parent,
        plain(comment.text("comment_author")),
        new Exported.Secret(comment.text("comment_author_email")),
        comment.text("comment_author_url"),
        comment.text("comment_content"),
        WordPressDates.of(comment.text("comment_date_gmt"), comment.text("comment_date")),
        approval);
  }

  /** Titles and names hold entities and, now and then, markup. */
  static String plain(String text) {
    if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
      return text.strip();
    }
    return org.jsoup.Jsoup.parseBodyFragment(text).text().strip();
  }
}
