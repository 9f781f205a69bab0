package courant.platform.html;

import java.util.List;
import java.util.Set;

/** A block that {@link Structure} has open, written or still waiting for content. */
final class Block {
  /** Where loose text after a break is always a paragraph; in a list item the first needs none. */
  private static final Set<String> PROSE = Set.of("aside", "blockquote", "details", "div");

  final String name;
  final Content content;
  final List<String> attributes;

  /** Nobody wrote its tags; it is there because its content needs it. */
  final boolean implied;

  /** Nothing is written in it yet. */
  boolean empty = true;

  /** At the beginning, or after a block: white space means nothing here. */
  boolean edge = true;

  /** Loose text that comes next is a paragraph of its own. */
  boolean broken;

  Block(String name, List<String> attributes, boolean implied) {
    this.name = name;
    this.content = name.isEmpty() ? Content.FLOW : Content.of(name);
    this.attributes = attributes;
    this.implied = implied;
  }

  /** A block inside it has been closed. */
  void blockEnded() {
    empty = false;
    edge = true;
    broken |= name.isEmpty() || PROSE.contains(name);
  }

  /** A line inside it has ended, without a block to show for it. */
  void lineEnded() {
    broken |= !empty || PROSE.contains(name);
  }
}
