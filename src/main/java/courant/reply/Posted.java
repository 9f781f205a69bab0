package courant.reply;

import java.util.Map;

/** What became of something posted. */
public sealed interface Posted {
  /** It is kept; its state says whether it can be read already. */
  record Kept(Reply reply) implements Posted {}

  /**
   * It has to be changed, or sent again.
   *
   * @param problems keys of texts, by field; {@code form} for what concerns no field
   */
  record Wrong(Map<String, String> problems) implements Posted {}

  /** It is not accepted, whatever is changed; the key of the text that says why. */
  record Refused(int status, String why) implements Posted {}
}
