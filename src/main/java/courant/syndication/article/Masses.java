package courant.syndication.article;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * How much text every element of a tree holds, how much of it is linked, and how much is prose:
 * runs of text that are long, have sentences and few links. Taken in one walk, so that it stays
 * linear for pages of any shape. A letter of a script that writes words in one or two counts twice.
 */
final class Masses {
  private static final Mass NOTHING = new Mass();
  private static final int SHORTEST_RUN = 25;
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn",
          "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s",
          "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
          "wbr");

  /** Of one element, with all that is in it. */
  static final class Mass {
    private int text;
    private int linked;
    private double prose;
    private int paragraphs;

    int text() {
      return text;
    }

    /** Between 0 and 1. */
    double linkShare() {
      return text == 0 ? 0 : Math.min(1, (double) linked / text);
    }

    double prose() {
      return prose;
    }

    /** How many runs of it are prose. */
    int paragraphs() {
      return paragraphs;
    }

    private void add(Mass inner) {
      text += inner.text;
      linked += inner.linked;
      prose += inner.prose;
      paragraphs += inner.paragraphs;
    }
  }

  private final Map<Node, Mass> masses = new HashMap<>();

  private Masses() {}

  /** Of an element and all that is in it. */
  static Masses under(Element root) {
    Masses masses = new Masses();
    root.traverse(masses.new Weighing());
    return masses;
  }

  /** The mass of one element alone. */
  static Mass whole(Element element) {
    return under(element).of(element);
  }

  /** Of an element that has been in the tree; an empty one of any other. */
  Mass of(Node element) {
    return masses.getOrDefault(element, NOTHING);
  }

  static boolean isInline(Element element) {
    return INLINE.contains(element.normalName());
  }

  /** The text of a block that is in no inner block. */
  private static final class Run {
    private final Element block;
    private int text;
    private int linked;
    private int sentences;

    Run(Element block) {
      this.block = block;
    }

    double prose() {
      double free = text - linked;
      if (text < SHORTEST_RUN || linked > text / 2) {
        return 0;
      }
      double form = sentences > 0 ? 1 : 0.3;
      double place =
          switch (block.normalName()) {
            case "p", "pre", "blockquote" -> 1;
            case "li", "dd", "figcaption" -> 0.6;
            case "h1", "h2", "h3", "h4", "h5", "h6", "button", "label", "address" -> 0.1;
            default -> 0.9;
          };
      return free * (free / text) * form * place;
    }
  }

  private final class Weighing implements NodeVisitor {
    private final Deque<Run> runs = new ArrayDeque<>();
    private int links;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof Element element) {
        masses.put(element, new Mass());
        if (runs.isEmpty() || !isInline(element)) {
          runs.push(new Run(element));
        }
        links += isLink(element) ? 1 : 0;
      } else if (node instanceof TextNode text && !runs.isEmpty()) {
        add(text.getWholeText(), runs.peek());
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        links -= isLink(element) ? 1 : 0;
        Mass mass = of(element);
        Run run = runs.element();
        if (run.block == element) {
          runs.pop();
          double prose = run.prose();
          mass.prose += prose;
          mass.paragraphs += prose > 0 ? 1 : 0;
        }
        if (depth > 0 && element.parent() instanceof Element parent) {
          of(parent).add(mass);
        }
      }
    }

    private void add(String words, Run run) {
      int length = 0;
      boolean space = true;
      for (int i = 0; i < words.length(); i++) {
        char c = words.charAt(i);
        boolean isSpace = c <= ' ' || c == '\u00a0';
        length += isSpace && space ? 0 : c >= '\u2e80' && c < '\ud800' ? 2 : 1;
        space = isSpace;
        run.sentences += isSentenceSign(c) ? 1 : 0;
      }
      run.text += length;
      Mass mass = of(run.block);
      mass.text += length;
      if (links > 0) {
        run.linked += length;
        mass.linked += length;
      }
    }

    private static boolean isSentenceSign(char c) {
      return ".,;:!?…،؛؟۔。、，！？；।".indexOf(c) >= 0;
    }

    private static boolean isLink(Element element) {
      return element.nameIs("a")
          && !element.attr("href").isEmpty()
          && !element.attr("href").startsWith("#");
    }
  }
}
