package courant.platform.html;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlSanitizer;
import org.owasp.html.PolicyFactory;

/**
 * What markup from outside may keep, by where it is going.
 *
 * <p>The result holds no code, no style, no element that loads a document, and no address but
 * {@code http}, {@code https}, {@code mailto}, {@code tel} and relative ones. It is a fixed point:
 * sanitising it again changes nothing, so a second parser cannot read into it what the first did
 * not see. Time and memory are linear in the input for hostile input too.
 */
public enum Policy {
  /** Bodies of stories, from editors, imports and partners. */
  ARTICLE(Allowed.ARTICLE_ELEMENTS, Allowed.article()),
  /** What a reader writes: the subset that Markdown makes. Links carry {@code ugc nofollow}. */
  REPLY(Allowed.REPLY_ELEMENTS, Allowed.reply()),
  /**
   * Entries of foreign feeds: as an article, without classes and ids; relative links need a base.
   */
  FEED(Allowed.ARTICLE_ELEMENTS, Allowed.feed());

  /** Longer input is cut here, in UTF-16 units; the largest story seen in the wild has a tenth. */
  static final int MAX_LENGTH = 8 << 20;

  /** Output stops here; it leaves room for what is then still open to be closed. */
  private static final int MAX_OUTPUT = 6 << 20;

  /** Deeper elements are flattened; browsers stop at 512. */
  private static final int MAX_DEPTH = 200;

  private static final int MAX_ROUNDS = 4;

  private final Set<String> elements;
  private final PolicyFactory allowed;

  Policy(Set<String> elements, PolicyFactory allowed) {
    this.elements = elements;
    this.allowed = allowed;
  }

  /** As {@link #sanitise(String, URI)} without a base: an article's relative addresses stay. */
  public String sanitise(String html) {
    return sanitise(html, null);
  }

  /**
   * Makes markup safe to publish. White space outside {@code pre} is collapsed, so whatever gives
   * meaning to line breaks (WordPress, Markdown) has to run before.
   *
   * @param html a fragment or a whole page, however broken
   * @param base the absolute address against which relative ones are resolved; without it a feed's
   *     relative addresses are removed, an article's stay as they are
   * @return a clean fragment for the inside of a block element; empty if nothing is left
   */
  public String sanitise(String html, @Nullable URI base) {
    return settle(pass(bounded(html), base, null), base);
  }

  /** As {@link #sanitise(String, URI)}, and what was taken out, in the order first met. */
  public Sanitised inspect(String html, @Nullable URI base) {
    Tally tally = new Tally();
    if (html.length() > MAX_LENGTH) {
      tally.add("text", "longer than " + MAX_LENGTH + " characters");
    }
    String clean = pass(bounded(html), base, tally);
    return new Sanitised(settle(clean, base), tally.removals());
  }

  /** Passes markup until it stays the same, which the first result nearly always does. */
  private String settle(String html, @Nullable URI base) {
    String clean = html;
    for (int round = 1; round < MAX_ROUNDS; round++) {
      String again = pass(clean, base, null);
      if (again.equals(clean)) {
        return clean;
      }
      clean = again;
    }
    StringBuilder text = new StringBuilder();
    HtmlWriter writer = new HtmlWriter(text, MAX_LENGTH);
    writer.open("p", List.of());
    writer.text(HtmlText.of(html).replaceAll("\\s+", " ").strip());
    writer.close("p");
    return text.toString();
  }

  /** One way through; it is counted only when somebody asked. */
  private String pass(String html, @Nullable URI base, @Nullable Tally asked) {
    Tally tally = asked == null ? new Tally() : asked;
    Element body = parse(html);
    StringBuilder out = new StringBuilder(Math.min(html.length(), 1 << 16));
    HtmlWriter writer = new HtmlWriter(out, Math.min(MAX_OUTPUT, 4 * html.length() + 4096));
    Structure structure = new Structure(writer, Translation.hasBlocks(body));
    HtmlSanitizer.Policy gate =
        asked == null ? allowed.apply(structure) : allowed.apply(structure, tally, this);
    Addresses addresses = new Addresses(base, this != FEED);
    gate.openDocument();
    body.filter(new Translation(gate, elements, addresses, tally, writer::full));
    gate.closeDocument();
    return out.toString();
  }

  static String bounded(String html) {
    return html.substring(0, Math.min(html.length(), MAX_LENGTH));
  }

  /** Parses as a browser does inside {@code <body>}, without recursion and to a bounded depth. */
  static Element parse(String html) {
    Element body = new Element("body");
    List<Node> nodes =
        Parser.htmlParser().setMaxDepth(MAX_DEPTH).parseFragmentInput(html, body, "");
    body.appendChildren(nodes);
    return body;
  }

  /** The name on the command line: {@code article}, {@code reply}, {@code feed}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
