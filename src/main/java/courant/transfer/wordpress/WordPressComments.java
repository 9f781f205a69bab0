package courant.transfer.wordpress;

import courant.transfer.exported.Exported;
import courant.transfer.exported.Foreign;
import courant.transfer.xml.XmlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Readers' comments on a post. */
final class WordPressComments {
  private static final Set<String> THROWN_AWAY = Set.of("spam", "trash", "post-trashed");

  private WordPressComments() {}

  /** Those that a person wrote and nobody threw away; reports the others. */
  static List<Exported.Comment> of(
      XmlNode item, WordPressDates dates, String label, Consumer<Exported> taken) {
    List<Exported.Comment> replies = new ArrayList<>();
    int mentions = 0;
    int thrownAway = 0;
    for (XmlNode comment : item.all("comment").toList()) {
      if (THROWN_AWAY.contains(comment.text("comment_approved"))) {
        thrownAway++;
      } else if (!Set.of("", "comment").contains(comment.text("comment_type"))) {
        mentions++;
      } else {
        replies.add(comment(comment, dates));
      }
    }
    report(
        mentions,
        "pingbacks, trackbacks and the like on ",
        "not what a reader wrote",
        label,
        taken);
    report(thrownAway, "comments in spam or trash on ", "were thrown away before", label, taken);
    return replies;
  }

  private static void report(
      int count, String what, String reason, String label, Consumer<Exported> taken) {
    if (count > 0) {
      taken.accept(new Exported.Left(count + " " + what + label, reason));
    }
  }

  private static Exported.Comment comment(XmlNode comment, WordPressDates dates) {
    String parent = comment.text("comment_parent");
    boolean approved =
        Set.of("1", "approve", "approved").contains(comment.text("comment_approved"));
    return new Exported.Comment(
        comment.text("comment_id"),
        parent.equals("0") ? "" : parent,
        Foreign.plain(comment.text("comment_author")),
        new Exported.Secret(comment.text("comment_author_email")),
        comment.text("comment_author_url"),
        comment.text("comment_content"),
        dates.of(comment.text("comment_date_gmt"), "", comment.text("comment_date")),
        approved ? Exported.Approval.APPROVED : Exported.Approval.HELD);
  }
}
