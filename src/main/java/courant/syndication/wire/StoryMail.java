package courant.syndication.wire;

import courant.platform.html.Blocks;
import courant.platform.html.HtmlText;
import courant.platform.html.Policy;
import courant.syndication.feed.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * A message with a story in it: the subject is its headline, the text its body, pictures are
 * attached. Never throws for what the far side wrote.
 *
 * @param sender the one address in {@code From}, in lower case; empty if there is not just one
 * @param body foreign HTML without quotation, signature and footer
 * @param authenticated what our own mail server says of who sent it, in its topmost field
 * @param automatic whether a program answered for somebody
 */
record StoryMail(
    String id,
    String sender,
    String headline,
    String body,
    AuthenticationResults authenticated,
    boolean automatic,
    List<Attached> pictures) {
  private static final int MOST_PARTS = 100;
  private static final int MOST_TEXT = 1 << 20;
  private static final int MOST_PICTURES = 10;

  /** What is smaller is a logo in a signature. */
  private static final int SMALLEST_PICTURE = 10_000;

  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"(),:;@]{1,64}@[\\w.-]{1,255}");
  private static final Pattern PREFIX = Pattern.compile("(?i)^(?:(?:re|fwd?|aw|wg|tr|rv) ?: ?)+");

  /** How the line begins under which a plain text quotes another message. */
  private static final Pattern QUOTES =
      Pattern.compile(
          "(?im)^(?:-{2,} ?(?:original message|forwarded message|message d'origine|mensaje original)"
              + "|on .{4,80} wrote:|le .{4,80} a écrit ?:|el .{4,80} escribió:|_{20,})");

  private static final Pattern SIGNATURE = Pattern.compile("(?m)^-- ?$");

  /** What stands under a message, and is none of the story. */
  private static final Pattern FOOTER =
      Pattern.compile(
          "(?i)unsubscribe|désabonner|désinscri|darse de baja|cancelar (?:la )?suscripción|إلغاء الاشتراك"
              + "|sent from my |envoyé de mon |enviado desde mi |view (?:this|it) in your browser"
              + "|(?:confidential|intended (?:only )?for|destinataire|confidencial).{0,200}(?:recipient|privileged|addressee|erreur|error|delete|destinatario)");

  /** A picture that came with it. */
  record Attached(String name, byte[] bytes) {}

  private static final MimeConfig TOLERANT =
      MimeConfig.custom()
          .setMaxLineLen(-1)
          .setMaxHeaderLen(100_000)
          .setMaxHeaderCount(2_000)
          .setHeadlessParsing(null)
          .build();

  static StoryMail read(byte[] message) {
    Opening opening = new Opening();
    try {
      MimeTokenStream tokens = new MimeTokenStream(TOLERANT);
      tokens.parse(new ByteArrayInputStream(message));
      for (EntityState state = tokens.getState();
          state != EntityState.T_END_OF_STREAM && opening.parts < MOST_PARTS;
          state = tokens.next()) {
        opening.take(state, tokens);
      }
    } catch (IOException | MimeException | RuntimeException _) {
      // Broken beyond this point: what was read before it counts.
    }
    return opening.mail();
  }

  /** What has been read so far. */
  private static final class Opening {
    private final Map<String, String> fields = new HashMap<>();
    private final List<Attached> pictures = new ArrayList<>();
    private String html = "";
    private String plain = "";
    private boolean headed;
    private int parts;

    void take(EntityState state, MimeTokenStream tokens) throws IOException {
      switch (state) {
        case T_FIELD -> field(tokens.getField().getName(), tokens.getField().getBody());
        case T_END_HEADER -> headed = true;
        case T_BODY -> part(tokens);
        default -> {}
      }
    }

    /** The topmost of a name, of the message itself. */
    private void field(String name, String value) {
      if (!headed) {
        fields.putIfAbsent(
            name.strip().toLowerCase(Locale.ROOT),
            value.substring(0, Math.min(value.length(), 8_000)).replaceAll("\\s+", " ").strip());
      }
    }

    private void part(MimeTokenStream tokens) throws IOException {
      parts++;
      String type = tokens.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
      if (type.equals("text/html") && html.isEmpty()) {
        html = text(tokens);
      } else if (type.equals("text/plain") && plain.isEmpty()) {
        plain = text(tokens);
      } else if (type.startsWith("image/") && pictures.size() < MOST_PICTURES) {
        byte[] bytes = tokens.getDecodedInputStream().readAllBytes();
        if (bytes.length >= SMALLEST_PICTURE) {
          pictures.add(new Attached(type.replaceFirst("image/", "picture."), bytes));
        }
      }
    }

    private static String text(MimeTokenStream tokens) throws IOException {
      byte[] bytes = tokens.getDecodedInputStream().readNBytes(MOST_TEXT);
      return new String(bytes, charset(tokens.getBodyDescriptor().getCharset()))
          .replace("\r\n", "\n");
    }

    StoryMail mail() {
      List<String> from =
          ADDRESS.matcher(get("from")).results().map(found -> found.group()).toList();
      String submitted = get("auto-submitted").toLowerCase(Locale.ROOT);
      return new StoryMail(
          get("message-id"),
          from.size() == 1 ? from.getFirst().toLowerCase(Locale.ROOT) : "",
          Texts.line(PREFIX.matcher(decoded(get("subject"))).replaceFirst("")),
          html.isBlank() ? ofPlain(plain) : ofHtml(html),
          AuthenticationResults.of(get("authentication-results")),
          !submitted.isEmpty() && !submitted.startsWith("no")
              || get("return-path").equals("<>")
              || get("precedence").matches("(?i)auto.?reply|bulk|junk")
              || fields.keySet().stream()
                  .anyMatch(name -> name.matches("x-auto(?:reply|respond|-reply).*|x-vacation")),
          List.copyOf(pictures));
    }

    private String get(String name) {
      return fields.getOrDefault(name, "");
    }
  }

  private static Charset charset(@Nullable String name) {
    try {
      return name == null || name.equalsIgnoreCase("us-ascii")
          ? StandardCharsets.UTF_8
          : Charset.forName(name.strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return StandardCharsets.UTF_8;
    }
  }

  private static String decoded(String value) {
    return value.contains("=?")
        ? DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT)
        : new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String ofPlain(String text) {
    String cut = before(SIGNATURE, before(QUOTES, text));
    String own =
        cut.lines()
            .filter(line -> !line.startsWith(">"))
            .reduce("", (all, line) -> all + line + "\n");
    return withoutFooter(Ninjs.paragraphs(own));
  }

  private static String before(Pattern end, String text) {
    Matcher found = end.matcher(text);
    return found.find() ? text.substring(0, found.start()) : text;
  }

  private static String ofHtml(String html) {
    Document page = Jsoup.parse(html);
    page.select(
            "blockquote[type=cite], .gmail_quote, .gmail_signature, .gmail_attr, .moz-signature,"
                + " .moz-cite-prefix, .moz-forward-container, #Signature, #signature,"
                + " [data-smartmail=gmail_signature], #divRplyFwdMsg, #divRplyFwdMsg ~ *,"
                + " #appendonsend, #appendonsend ~ *, head, style, script")
        .remove();
    return withoutFooter(Policy.ARTICLE.sanitise(page.body().html()));
  }

  /** Paragraphs at the end that are the mail's, not the story's. */
  private static String withoutFooter(String html) {
    List<String> blocks = new ArrayList<>(Blocks.of(Policy.ARTICLE.sanitise(html)));
    while (!blocks.isEmpty() && isFooter(HtmlText.of(blocks.getLast()))) {
      blocks.removeLast();
    }
    return Blocks.join(blocks);
  }

  private static boolean isFooter(String text) {
    return text.isBlank() || text.strip().equals("--") || FOOTER.matcher(text).find();
  }

  /** Whether the sender's own mail system vouches for it. */
  boolean passed() {
    return authenticated.vouchFor(sender);
  }

  Optional<String> objection() {
    return automatic
        ? Optional.of("an automatic answer is no story")
        : headline.isEmpty() || HtmlText.of(body).isBlank()
            ? Optional.of("a story needs a subject and a text")
            : Optional.empty();
  }
}
