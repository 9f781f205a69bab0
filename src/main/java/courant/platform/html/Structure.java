package courant.platform.html;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlStreamEventReceiver;

/**
 * Writes well-nested HTML, which every parser builds into the same tree, whatever order the
 * elements come in. Two rules do it: an inline element is opened only when content arrives and
 * closed at every block's edge, so it never holds a block; and a block is opened only where its
 * content model allows, else its tags become a break between paragraphs. What holds nothing is
 * never opened, and so leaves no trace.
 */
final class Structure implements HtmlStreamEventReceiver {
  private static final int MAX_BLOCKS = 100;
  private static final int MAX_INLINES = 16;

  /** Inside themselves these say nothing new, or may not be. */
  private static final Set<String> ONCE =
      Set.of("a", "audio", "code", "em", "mark", "picture", "s", "small", "strong", "u", "video");

  private final HtmlWriter writer;
  private final Deque<Source> source = new ArrayDeque<>();
  private final List<Block> blocks = new ArrayList<>();
  private final List<Inline> inlines = new ArrayList<>();

  /** How many of the blocks and inlines are written; the rest wait for content. */
  private int blocksWritten = 1;

  private int inlinesWritten;

  /** White space and line breaks met since the last content, written only if more follows. */
  private boolean space;

  private int lineBreaks;

  /** An element open in the source, and what it became; neither if its tags are not written. */
  private record Source(String name, @Nullable Block block, @Nullable Inline inline) {}

  private record Inline(String name, List<String> attributes, List<List<String>> sources) {}

  /**
   * @param paragraphs whether loose text stands in paragraphs, because there are blocks beside it
   */
  Structure(HtmlWriter writer, boolean paragraphs) {
    this.writer = writer;
    Block fragment = new Block("", List.of(), false);
    fragment.broken = paragraphs;
    blocks.add(fragment);
  }

  @Override
  public void openDocument() {}

  @Override
  public void closeDocument() {
    closeInlines();
    popTo(1);
  }

  @Override
  public void openTag(String name, List<String> attributes) {
    switch (Content.of(name)) {
      case FLOW, LEAF, PARAGRAPH, HOLDER -> openBlock(name, attributes);
      case INLINE -> openInline(name, attributes);
      case ATOM -> atom(name, attributes);
      case PART -> part(name, attributes);
    }
  }

  @Override
  public void closeTag(String name) {
    Source closed = source.peek();
    if (closed == null || !closed.name().equals(name)) {
      return;
    }
    source.pop();
    int depth = closed.block() == null ? -1 : blocks.indexOf(closed.block());
    if (closed.inline() != null) {
      closeInline();
    } else if (depth > 0) {
      popTo(depth);
    } else if (Content.of(name).isBlock()) {
      breakLine();
    }
  }

  @Override
  public void text(String told) {
    String text = HtmlWriter.permitted(told);
    if (top().name.equals("pre")) {
      preformatted(text.replace("\r\n", "\n").replace('\r', '\n'));
      return;
    }
    if (Words.isBlank(text) || ((top().edge || top().broken) && Words.isSpacer(text))) {
      space |= !text.isEmpty();
      return;
    }
    String words = Words.collapse(text);
    space |= words.charAt(0) == ' ';
    if (begin()) {
      writer.text(Words.trim(words));
      space = words.endsWith(" ");
    }
  }

  /** Without leading line breaks: parsers swallow one, and what browsers write loses another. */
  private void preformatted(String text) {
    int start = 0;
    while (top().empty && start < text.length() && text.charAt(start) == '\n') {
      start++;
    }
    if (start < text.length() && begin()) {
      writer.text(text.substring(start));
    }
  }

  private void openBlock(String name, List<String> attributes) {
    if (top().content == Content.PARAGRAPH || (top().implied && !Content.fits(name, top().name))) {
      popTo(blocks.size() - 1);
    }
    if (Content.needsParent(name) && top().implied) {
      popTo(blocks.size() - 1);
    }
    boolean bare = name.equals("div") && attributes.isEmpty();
    if (bare
        || top().content == Content.LEAF
        || blocks.size() > MAX_BLOCKS
        || !Content.fits(name, top().name)) {
      breakLine();
      source.push(new Source(name, null, null));
      return;
    }
    if (!Content.needsParent(name)) {
      findFlow();
    }
    Block block = push(name, attributes, false);
    source.push(new Source(name, block, null));
    if (name.equals("td") || name.equals("th")) {
      writeBlocks(); // an empty cell still has its place
    }
  }

  private void openInline(String name, List<String> attributes) {
    boolean said = ONCE.contains(name) && inlines.stream().anyMatch(i -> i.name().equals(name));
    if (said || inlines.size() >= MAX_INLINES || !Content.fits(name, innermost())) {
      source.push(new Source(name, null, null));
      return;
    }
    Inline inline = new Inline(name, List.copyOf(attributes), new ArrayList<>());
    inlines.add(inline);
    source.push(new Source(name, null, inline));
    if (AttributeTranslation.has(attributes, "src")) {
      begin(); // sound or film: nothing need be in it
    }
  }

  private void closeInline() {
    if (inlinesWritten == inlines.size()) {
      writer.close(inlines.getLast().name());
      inlinesWritten--;
    }
    inlines.removeLast();
  }

  private void atom(String name, List<String> attributes) {
    switch (name) {
      case "br" -> lineBreak();
      case "hr" -> rule(attributes);
      default -> {
        if (begin()) {
          writer.open(name, attributes);
        }
      }
    }
  }

  private void lineBreak() {
    if (top().name.equals("pre")) {
      preformatted("\n");
    } else if (!top().edge) {
      lineBreaks++;
    }
  }

  private void rule(List<String> attributes) {
    if (top().content == Content.LEAF || writer.full()) {
      return;
    }
    if (top().content == Content.PARAGRAPH) {
      popTo(blocks.size() - 1);
    }
    closeInlines();
    findFlow();
    writeBlocks();
    newLine(blocks.size());
    writer.open("hr", attributes);
    top().blockEnded();
    forget();
  }

  /** A source of the media element that is open; a picture waits for its image. */
  private void part(String name, List<String> attributes) {
    if (!Content.fits(name, innermost())) {
      return;
    }
    if (innermost().equals("picture")) {
      inlines.getLast().sources().add(List.copyOf(attributes));
    } else if (begin()) {
      writer.open(name, attributes);
    }
  }

  private String innermost() {
    return inlines.isEmpty() ? "" : inlines.getLast().name();
  }

  /**
   * Makes ready for content among text: everything it stands in is written, and is its right place.
   */
  private boolean begin() {
    if (writer.full()) {
      return false;
    }
    findFlow();
    if (lineBreaks > 1 && top().content == Content.PARAGRAPH) {
      popTo(blocks.size() - 1);
    }
    if (top().content == Content.FLOW && top().broken) {
      top().broken = false;
      push("p", List.of(), true);
    }
    writeBlocks();
    if (!top().edge) {
      writeSpace();
    }
    forget();
    top().edge = false;
    top().empty = false;
    for (Inline inline : inlines.subList(inlinesWritten, inlines.size())) {
      writer.open(inline.name(), inline.attributes());
      inline.sources().forEach(attributes -> writer.open("source", attributes));
    }
    inlinesWritten = inlines.size();
    return true;
  }

  private void writeSpace() {
    if (lineBreaks > 0) {
      for (int i = 0; i < Math.min(lineBreaks, 2); i++) {
        writer.open("br", List.of());
      }
    } else if (space) {
      writer.text(" ");
    }
  }

  private void forget() {
    space = false;
    lineBreaks = 0;
  }

  /** Goes to where text may stand: into an item of a list, out of the frame of a table. */
  private void findFlow() {
    while (top().content == Content.HOLDER) {
      switch (top().name) {
        case "ul", "ol" -> push("li", List.of(), true);
        case "dl" -> push("dd", List.of(), true);
        default -> popTo(blocks.size() - 1);
      }
    }
  }

  /** Where a block's edge was whose tags are not written, the line ends all the same. */
  private void breakLine() {
    if (top().content == Content.PARAGRAPH) {
      popTo(blocks.size() - 1);
    }
    if (top().content == Content.LEAF) {
      space = true;
    } else {
      closeInlines();
      top().lineEnded();
    }
  }

  private Block top() {
    return blocks.getLast();
  }

  private Block push(String name, List<String> attributes, boolean implied) {
    closeInlines();
    forget();
    Block block = new Block(name, List.copyOf(attributes), implied);
    blocks.add(block);
    return block;
  }

  private void writeBlocks() {
    if (writer.full()) {
      return;
    }
    for (; blocksWritten < blocks.size(); blocksWritten++) {
      Block block = blocks.get(blocksWritten);
      newLine(blocksWritten);
      writer.open(block.name, block.attributes);
      blocks.get(blocksWritten - 1).empty = false;
    }
  }

  /** The blocks of a fragment stand on lines of their own. */
  private void newLine(int depth) {
    if (depth == 1 && !blocks.getFirst().empty) {
      writer.text("\n");
    }
  }

  /** Closes blocks until {@code depth} are left. */
  private void popTo(int depth) {
    while (blocks.size() > depth) {
      closeInlines();
      Block closed = blocks.removeLast();
      if (blocksWritten > blocks.size()) {
        writer.close(closed.name);
        blocksWritten--;
        top().blockEnded();
      } else {
        top().lineEnded();
      }
      forget();
    }
  }

  private void closeInlines() {
    while (inlinesWritten > 0) {
      writer.close(inlines.get(--inlinesWritten).name());
    }
  }
}
