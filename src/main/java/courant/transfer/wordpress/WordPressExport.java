package courant.transfer.wordpress;

import courant.transfer.exported.Export;
import courant.transfer.exported.Exported;
import courant.transfer.exported.Foreign;
import courant.transfer.exported.Part;
import courant.transfer.xml.Vocabulary;
import courant.transfer.xml.XmlNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads a WordPress export (WXR, RSS with WordPress' own elements), of any year and state. */
public final class WordPressExport implements Export {
  private final List<Part> parts;
  private final WordPressMedia media = new WordPressMedia();

  /**
   * @param parts the files of one export, at least one
   */
  public WordPressExport(List<Part> parts) {
    this.parts = parts;
  }

  @Override
  public String kind() {
    return "wordpress";
  }

  @Override
  public void read(Consumer<Exported> taken) throws IOException {
    WordPressItems items = null;
    for (Part part : parts) {
      try (ItemReader reader = new ItemReader(part)) {
        String head = reader.head();
        Vocabulary vocabulary = Vocabulary.of(head);
        XmlNode channel = channel(head, vocabulary);
        if (items == null) {
          items = new WordPressItems(site(channel), media, taken);
        }
        items.begin(channel, vocabulary);
        read(reader, items);
      }
    }
  }

  private static void read(ItemReader reader, WordPressItems items) throws IOException {
    for (Optional<ItemReader.Next> next = reader.next(); next.isPresent(); next = reader.next()) {
      items.take(next.get());
    }
  }

  private static XmlNode channel(String head, Vocabulary vocabulary) {
    String open = head.substring(head.indexOf("<channel"));
    String closed =
        open.contains("</channel>") ? open.replaceFirst("</channel>[\\s\\S]*$", "") : open;
    XmlNode root = XmlNode.parse(closed + "</channel>", vocabulary);
    return root.first("channel").orElse(root);
  }

  private static Exported.Site site(XmlNode channel) {
    String address =
        Stream.of("base_blog_url", "link", "base_site_url")
            .map(channel::text)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    return new Exported.Site(
        Foreign.plain(channel.text("title")),
        Foreign.plain(channel.text("description")),
        address.replaceFirst("/+$", ""),
        channel.text("language"),
        channel.text("wxr_version"));
  }
}
