package courant.transfer.wordpress;

import courant.transfer.exported.Exported;
import courant.transfer.exported.Foreign;
import courant.transfer.xml.XmlNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What posts name by number or by login and what may stand anywhere in an export: pictures, and the
 * guest authors of Co-Authors Plus. A few words each, so that all of them fit in memory.
 */
final class WordPressMedia {
  private record Attached(String parent, Exported.Image image) {}

  private final Map<String, Attached> pictures = new HashMap<>();
  private final Map<String, Set<String>> galleries = new HashMap<>();
  private final Map<String, Exported.Writer> guests = new HashMap<>();

  /** Remembers an attachment that has an address. */
  void picture(XmlNode item) {
    String address = item.text("attachment_url");
    if (!address.isEmpty()) {
      String id = item.text("post_id");
      String parent = item.text("post_parent");
      pictures.put(
          id,
          new Attached(
              parent,
              new Exported.Image(
                  address,
                  0,
                  0,
                  WordPressItems.meta(item).getOrDefault("_wp_attachment_image_alt", ""),
                  Foreign.plain(item.text("excerpt:encoded")))));
      galleries.computeIfAbsent(parent, _ -> new LinkedHashSet<>()).add(id);
    }
  }

  /** Remembers an author who has no account. */
  Exported.Writer guest(XmlNode item) {
    Map<String, String> meta = WordPressItems.meta(item);
    String login = item.text("post_name").replaceFirst("^cap-", "");
    String name = meta.getOrDefault("cap-display_name", item.text("title"));
    Exported.Writer guest =
        new Exported.Writer(
            login, Foreign.plain(name), Foreign.plain(meta.getOrDefault("cap-description", "")));
    guests.put(login, guest);
    return guest;
  }

  /** Authors who have no account. */
  List<Exported.Writer> guests() {
    return List.copyOf(guests.values());
  }

  /** An attached picture by its number. */
  Optional<Exported.Image> picture(String number) {
    return Optional.ofNullable(pictures.get(number)).map(Attached::image);
  }

  /** Those numbered or, if there are no numbers, those attached to an entry. */
  List<Exported.Image> gallery(List<String> numbers, String entry) {
    Collection<String> wanted =
        numbers.isEmpty() ? galleries.getOrDefault(entry, Set.of()) : numbers;
    return wanted.stream()
        .map(pictures::get)
        .filter(Objects::nonNull)
        .map(Attached::image)
        .filter(
            image -> image.address().matches("(?i).*\\.(?:jpe?g|png|gif|webp|avif|svg)(?:\\?.*)?"))
        .toList();
  }
}
