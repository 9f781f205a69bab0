package courant.desk;

import static courant.platform.web.Role.AUTHOR;
import static courant.platform.web.Role.CONTRIBUTOR;
import static courant.platform.web.Role.EDITOR;
import static courant.platform.web.Role.MODERATOR;
import static courant.platform.web.Role.OWNER;

import courant.platform.web.Role;
import java.util.List;
import java.util.Optional;

/** Where one can go at the desk: every screen's line, in the groups people look for them. */
public final class DeskMenu {
  /**
   * A line of the menu.
   *
   * @param here the name by which a page says that it belongs to this line
   * @param title key of its words
   * @param from the first role that sees it
   */
  public record Line(String here, String address, String title, Role from) {}

  /**
   * @param title key of its words
   */
  public record Group(String title, List<Line> lines) {}

  private static final List<Group> ALL =
      List.of(
          new Group(
              "desk.menu.write",
              List.of(
                  new Line("stories", "/desk", "desk.stories", CONTRIBUTOR),
                  new Line("plan", "/desk/plan", "plan.desk", CONTRIBUTOR),
                  new Line("inbox", "/desk/inbox", "inbox.desk", EDITOR),
                  new Line("media", "/desk/media", "media.library", CONTRIBUTOR),
                  new Line("front", "/desk/front", "desk.front", EDITOR),
                  new Line("topics", "/desk/topics", "topic.desk", EDITOR),
                  new Line("sources", "/desk/sources", "source.desk", EDITOR),
                  new Line("corrections", "/desk/corrections", "correction.desk", EDITOR))),
          new Group(
              "desk.menu.readers",
              List.of(
                  new Line("replies", "/desk/replies", "reply.desk", MODERATOR),
                  new Line("mail", "/desk/mail", "mail.desk", EDITOR),
                  new Line("push", "/desk/push", "push.desk", EDITOR),
                  new Line("fediverse", "/desk/fediverse", "fediverse.desk", EDITOR),
                  new Line("figures", "/desk/figures", "figure.desk", AUTHOR))),
          new Group(
              "desk.menu.house",
              List.of(
                  new Line("masthead", "/desk/masthead", "desk.masthead", EDITOR),
                  new Line("navigation", "/desk/navigation", "navigation.desk", EDITOR),
                  new Line("pages", "/desk/pages", "pages.desk", EDITOR),
                  new Line("look", "/desk/look", "look.desk", EDITOR),
                  new Line("api", "/desk/api", "api.desk", CONTRIBUTOR),
                  new Line("webhooks", "/desk/webhooks", "hook.desk", OWNER),
                  new Line("outbox", "/desk/outbox", "desk.outbox", OWNER),
                  new Line("staff", "/desk/staff", "desk.staff", OWNER),
                  new Line("audit", "/desk/audit", "staff.audit", OWNER))));

  private DeskMenu() {}

  /** The title of the line that leads to an address; empty if none does. */
  public static Optional<String> title(String address) {
    return ALL.stream()
        .flatMap(group -> group.lines().stream())
        .filter(line -> line.address().equals(address))
        .map(Line::title)
        .findFirst();
  }

  /** What this member may see; groups without a line are left out. */
  public static List<Group> of(Member member) {
    return ALL.stream()
        .map(
            group ->
                new Group(
                    group.title(),
                    group.lines().stream().filter(line -> member.may(line.from())).toList()))
        .filter(group -> !group.lines().isEmpty())
        .toList();
  }
}
