package courant.desk.staff;

import courant.desk.Audit;
import courant.desk.DeskMenu;
import courant.platform.i18n.Texts;

/** What was done, in words. */
public final class Deeds {
  private Deeds() {}

  /**
   * An action of the audit; one of which we have no words is said as it was written.
   *
   * @param action such as {@code publish}, or {@code change:mail} for a page of the desk
   */
  public static String words(Texts texts, String action) {
    String[] parts = action.split(":", 2);
    if (parts.length == 2) {
      String place = place(texts, parts[1]);
      return texts.say(parts[0].equals("look") ? "staff.deed.look" : "staff.deed.change", place);
    }
    return texts
        .find("staff.deed." + action)
        .or(() -> texts.find("desk.deed." + action))
        .orElse(action);
  }

  private static String place(Texts texts, String name) {
    return switch (name) {
      case "", "story" -> texts.say("desk.stories");
      case "section" -> texts.say("desk.section");
      case "account" -> texts.say("staff.account");
      default -> DeskMenu.title("/desk/" + name).map(texts::say).orElse(name);
    };
  }

  /** The same lines, as a query that goes on. */
  public static String query(Audit.Wanted wanted) {
    StringBuilder query = new StringBuilder();
    wanted.staff().ifPresent(staff -> query.append("who=").append(staff).append('&'));
    wanted
        .action()
        .ifPresent(action -> query.append("what=").append(action.replace(":", "%3A")).append('&'));
    return query.toString();
  }
}
