package courant.delivery.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * A foreign message taken apart: its fields, its leaves as text, and the fields of the message it
 * returns. Whatever cannot be read is left out; nothing is thrown.
 */
record OpenedMail(MailFields fields, List<Leaf> leaves, MailFields returned) {
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_PARTS = 100;
  private static final int MOST_LEAF_BYTES = 256 << 10;
  private static final int DEEPEST = 8;

  /** A multipart that ends up as a leaf has no working boundary: its text is all there is. */
  private static final Pattern TEXT = Pattern.compile("text/|message/|multipart/");

  private static final MimeConfig TOLERANT =
      MimeConfig.custom()
          .setMaxLineLen(-1)
          .setMaxHeaderLen(100_000)
          .setMaxHeaderCount(2_000)
          .setHeadlessParsing(null)
          .build();

  /**
   * @param type media type in lower case
   * @param depth 0 in the message itself, more inside a message it returns
   */
  record Leaf(String type, int depth, MailFields fields, String text) {}

  static OpenedMail open(byte[] bytes) {
    Opening opening = new Opening();
    try {
      byte[] lines = withLineFeeds(bytes);
      opening.read(lines, startOfFields(lines));
    } catch (IOException | MimeException | RuntimeException _) {
      // Broken beyond this point: what was read before it still counts.
    }
    return opening.result();
  }

  Optional<Leaf> leaf(String type) {
    return leaves.stream().filter(leaf -> leaf.type.equals(type)).findFirst();
  }

  /** The human-readable parts of the notice itself, HTML reduced to text. */
  List<String> texts() {
    return leaves.stream()
        .filter(leaf -> leaf.depth == 0 && TEXT.matcher(leaf.type).lookingAt())
        .filter(leaf -> !leaf.type.endsWith("rfc822-headers") && !leaf.type.startsWith("message/"))
        .map(leaf -> leaf.type.equals("text/html") ? textOf(leaf.text) : leaf.text)
        .filter(text -> !text.isBlank())
        .toList();
  }

  /** Old systems end lines with a carriage return alone. */
  private static byte[] withLineFeeds(byte[] bytes) {
    for (byte b : bytes) {
      if (b == '\n') {
        return bytes;
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .replace('\r', '\n')
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Some gateways put blank lines or an mbox separator in front. */
  private static int startOfFields(byte[] bytes) {
    int start = 0;
    while (start < bytes.length
        && (bytes[start] == ' ' || bytes[start] == '\n' || bytes[start] == '\r')) {
      start++;
    }
    return start;
  }

  private static String textOf(String html) {
    Document page = Jsoup.parse(html);
    page.select("style,script,head").remove();
    page.select("br,p,div,tr,li,h1,h2,h3,pre").forEach(block -> block.before(new TextNode("\n")));
    page.select("p,div,tr,li,pre").forEach(block -> block.after(new TextNode("\n")));
    return page.wholeText().replace('\u00a0', ' ');
  }

  /** What has been read so far, so that a break in the middle keeps it. */
  private static final class Opening {
    private final List<Leaf> leaves = new ArrayList<>();
    private final MailFields.Builder top = new MailFields.Builder();
    private final MailFields.Builder returned = new MailFields.Builder();
    private MailFields.Builder current = top;
    private String preamble = "";
    private int messages;
    private int depth;

    void read(byte[] bytes, int start) throws IOException, MimeException {
      MimeTokenStream tokens = new MimeTokenStream(TOLERANT);
      tokens.parse(
          new ByteArrayInputStream(bytes, start, Math.min(bytes.length - start, MOST_BYTES)));
      for (EntityState state = tokens.getState();
          state != EntityState.T_END_OF_STREAM && leaves.size() < MOST_PARTS && depth < DEEPEST;
          state = tokens.next()) {
        take(state, tokens);
      }
    }

    private void take(EntityState state, MimeTokenStream tokens) throws IOException {
      switch (state) {
        case T_START_MESSAGE -> {
          messages++;
          depth = messages - 1;
        }
        case T_END_MESSAGE -> {
          messages--;
          depth = Math.max(0, messages - 1);
        }
        case T_START_HEADER -> current = new MailFields.Builder();
        case T_FIELD -> current.add(tokens.getField().getName(), tokens.getField().getBody());
        case T_END_HEADER -> keepMessageFields();
        case T_BODY -> leaf(tokens);
        case T_PREAMBLE -> preamble = text(tokens);
        default -> {}
      }
    }

    private void keepMessageFields() {
      if (top.isEmpty() && depth == 0) {
        top.addAll(current);
      } else if (returned.isEmpty()
          && depth == 1
          && current.has("from", "to", "received", "subject")) {
        returned.addAll(current);
      }
    }

    private void leaf(MimeTokenStream tokens) throws IOException {
      String type = tokens.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
      String text = TEXT.matcher(type).lookingAt() ? text(tokens) : "";
      leaves.add(new Leaf(type, depth, current.build(), text));
      if (type.equals("text/rfc822-headers") || type.equals("message/rfc822-headers")) {
        MailFields.Builder fields = MailFields.parse(text);
        if (returned.isEmpty()) {
          returned.addAll(fields);
        }
      }
    }

    private static String text(MimeTokenStream tokens) throws IOException {
      byte[] bytes = tokens.getDecodedInputStream().readNBytes(MOST_LEAF_BYTES);
      return decode(bytes, tokens.getBodyDescriptor().getCharset()).replace("\r\n", "\n");
    }

    OpenedMail result() {
      if (leaves.isEmpty() && !preamble.isBlank()) {
        // A boundary that never comes: everything is preamble.
        leaves.add(new Leaf("text/plain", 0, top.build(), preamble));
      }
      return new OpenedMail(top.build(), List.copyOf(leaves), returned.build());
    }
  }

  /** UTF-8 if it is, else what was declared, else Windows-1252: notices lie about their charset. */
  static String decode(byte[] bytes, @Nullable String declared) {
    if (declared != null && declared.toLowerCase(Locale.ROOT).startsWith("iso-2022")) {
      return new String(bytes, charset(declared));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, charset(declared));
    }
  }

  private static Charset charset(@Nullable String declared) {
    Charset fallback = Charset.forName("windows-1252");
    try {
      Charset named = declared == null ? fallback : Charset.forName(declared.strip());
      return named.equals(StandardCharsets.US_ASCII) || named.equals(StandardCharsets.UTF_8)
          ? fallback
          : named;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return fallback;
    }
  }
}
