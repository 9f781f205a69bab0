package courant.platform.web;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes well-formed XML 1.0, UTF-8, whatever characters the texts hold: those that XML cannot
 * carry are left out.
 */
public final class Xml {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();
  private static final Pattern UNCARRIABLE =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private final OutputStream out;
  private final Deque<String> open = new ArrayDeque<>();
  private final XMLStreamWriter writer;

  /** Writes to memory; see {@link #bytes}. */
  public Xml() {
    this(new ByteArrayOutputStream(16_384));
  }

  /** Writes to a stream as it goes, for documents larger than memory; see {@link #finish}. */
  public Xml(OutputStream out) {
    this.out = out;
    try {
      writer = FACTORY.createXMLStreamWriter(out, "UTF-8");
      writer.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names and values in turn: {@code attributes("rel", "self", "href", address)}. */
  public Xml start(String element, String... attributes) {
    return doing(
        () -> {
          writer.writeStartElement(element);
          attributes(attributes);
          open.push(element);
        });
  }

  public Xml end() {
    return doing(
        () -> {
          open.pop();
          writer.writeEndElement();
        });
  }

  /** An element with nothing in it. */
  public Xml empty(String element, String... attributes) {
    return doing(
        () -> {
          writer.writeEmptyElement(element);
          attributes(attributes);
        });
  }

  /** An element with a text in it; nothing at all if the text is empty. */
  public Xml text(String element, String text, String... attributes) {
    if (text.isEmpty()) {
      return this;
    }
    start(element, attributes);
    doing(() -> writer.writeCharacters(carriable(text)));
    return end();
  }

  /** Tells a reader's program where the style is. */
  public Xml instruction(String target, String data) {
    return doing(() -> writer.writeProcessingInstruction(target, data));
  }

  /** Closes what is open, and lets the stream have the rest. */
  public void finish() {
    doing(
        () -> {
          writer.writeEndDocument();
          writer.flush();
        });
  }

  /**
   * Closes what is open.
   *
   * @return the document; empty if it went to a stream
   */
  public byte[] bytes() {
    finish();
    return out instanceof ByteArrayOutputStream memory ? memory.toByteArray() : new byte[0];
  }

  @Override
  public String toString() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      writer.writeAttribute(attributes[i], carriable(attributes[i + 1]));
    }
  }

  private static String carriable(String text) {
    return UNCARRIABLE.matcher(text).replaceAll("");
  }

  private interface Step {
    void run() throws XMLStreamException;
  }

  private Xml doing(Step step) {
    try {
      step.run();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing failed", e);
    }
  }
}
