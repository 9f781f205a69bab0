package courant.transfer.disqus;

import courant.transfer.exported.Export;
import courant.transfer.exported.Exported;
import courant.transfer.exported.Foreign;
import courant.transfer.exported.Part;
import courant.transfer.xml.CarriableReader;
import courant.transfer.xml.PatientReader;
import courant.transfer.xml.Vocabulary;
import courant.transfer.xml.XmlNode;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads what Disqus exports: the pages there are, then what was said on them, one after the other,
 * so that memory does not grow with the file.
 */
public final class DisqusExport implements Export {
  private static final Vocabulary PLAIN = new Vocabulary(Map.of());

  /** Longer comments are passed over; Disqus takes a tenth of a tenth. */
  private static final int LONGEST = 1 << 20;

  private final Part part;

  /**
   * @param part the one file there is
   */
  public DisqusExport(Part part) {
    this.part = part;
  }

  @Override
  public String kind() {
    return "disqus";
  }

  /** One reading: what was thrown away is counted, and its answers find what it answered. */
  private static final class Reading {
    private final Consumer<Exported> taken;
    private final Map<String, String> answeredByGone = new HashMap<>();
    private int number;
    private int deleted;
    private int spam;

    Reading(Consumer<Exported> taken) {
      this.taken = taken;
    }

    void top(XmlNode node) {
      switch (node.name()) {
        case "thread" -> taken.accept(discussion(node));
        case "post" -> {
          number++;
          post(node);
        }
        default -> {}
      }
    }

    private void post(XmlNode post) {
      String id = number(post);
      String parent = post.first("parent").map(DisqusExport::number).orElse("");
      String answered = answeredByGone.getOrDefault(parent, parent);
      String thread = post.first("thread").map(DisqusExport::number).orElse("");
      String text = post.text("message");
      if (flag(post, "isSpam") || flag(post, "isDeleted")) {
        answeredByGone.put(id, answered);
        spam += flag(post, "isSpam") ? 1 : 0;
        deleted += flag(post, "isSpam") ? 0 : 1;
      } else if (id.isEmpty() || thread.isEmpty()) {
        left("has no number or does not say where it was said");
      } else if (text.length() > LONGEST) {
        left("longer than a million characters");
      } else if (Foreign.plain(text).isEmpty()) {
        left("is empty");
      } else {
        taken.accept(new Exported.Said(thread, comment(post, id, answered, text)));
      }
    }

    private void left(String reason) {
      taken.accept(new Exported.Left("comment " + number, reason));
    }

    void end() {
      leave(deleted, "deleted");
      leave(spam, "marked as spam");
    }

    private void leave(int count, String why) {
      if (count > 0) {
        taken.accept(
            new Exported.Left(
                count + (count == 1 ? " comment" : " comments"), "had been " + why + " at Disqus"));
      }
    }
  }

  @Override
  public void read(Consumer<Exported> taken) throws IOException {
    Reading reading = new Reading(taken);
    try (Reader characters = new CarriableReader(new PatientReader(part.open()))) {
      XMLStreamReader reader = XmlNode.reading(characters);
      int depth = 0;
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT && depth == 1) {
          reading.top(XmlNode.element(reader, PLAIN));
        } else if (event == XMLStreamConstants.START_ELEMENT) {
          depth++;
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          depth--;
        }
      }
    } catch (XMLStreamException e) {
      taken.accept(
          new Exported.BrokenOff(
              "after comment " + reading.number,
              "the file breaks off or is no XML: " + firstLine(e)));
    }
    reading.end();
  }

  /** The parser tells where on a first line, and why on a second. */
  private static String firstLine(XMLStreamException e) {
    return String.valueOf(e.getMessage()).lines().reduce((_, last) -> last).orElse("");
  }

  private static Exported.Discussion discussion(XmlNode thread) {
    // A plug-in's identifier is a path, an address, or WordPress' "7 https://herald.example/?p=7".
    Stream<String> addresses =
        Stream.concat(Stream.of(thread.text("link")), Stream.of(thread.text("id").split("\\s+")));
    return new Exported.Discussion(
        number(thread),
        addresses.filter(address -> address.contains("/")).distinct().toList(),
        Foreign.plain(thread.text("title")));
  }

  private static Exported.Comment comment(XmlNode post, String id, String parent, String text) {
    XmlNode author = post.first("author").orElse(post);
    String name = Foreign.plain(author.text("name"));
    return new Exported.Comment(
        id,
        parent,
        name.isEmpty() ? "Guest" : name,
        new Exported.Secret(author.text("email")),
        "",
        text,
        instant(post.text("createdAt")),
        post.text("isApproved").equals("false")
            ? Exported.Approval.HELD
            : Exported.Approval.APPROVED);
  }

  private static Optional<Instant> instant(String written) {
    try {
      return Optional.of(Instant.parse(written));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static boolean flag(XmlNode node, String name) {
    return node.text(name).equals("true");
  }

  /** Disqus' own number, in an attribute whose prefix is the file's choice. */
  private static String number(XmlNode node) {
    return node.attributes().entrySet().stream()
        .filter(attribute -> attribute.getKey().matches("(?:.*:)?id"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
