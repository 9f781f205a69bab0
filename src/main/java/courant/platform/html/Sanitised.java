package courant.platform.html;

import java.util.List;

/**
 * Clean markup and what it cost.
 *
 * @param html a fragment safe to publish
 * @param removed what is no longer there, in the order first met
 */
public record Sanitised(String html, List<Removal> removed) {
  /**
   * One kind of thing taken out.
   *
   * @param what an element ({@code script}) or an attribute ({@code @onclick})
   * @param why the reason, in words for an operator
   * @param count how often
   */
  public record Removal(String what, String why, int count) {}
}
