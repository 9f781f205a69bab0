package courant.desk.write;

import courant.desk.Member;
import courant.desk.Members;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.i18n.Texts;
import courant.reader.Outbox;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * What editors do with what is handed in, each with its line in the log; the writer hears of it by
 * mail if they wished so.
 */
public final class Reviewing {
  private final Database database;
  private final Submissions submissions;
  private final Members members;
  private final Mastheads mastheads;
  private final Outbox outbox;
  private final Supplier<URI> site;

  public Reviewing(
      Database database,
      Submissions submissions,
      Members members,
      Mastheads mastheads,
      Outbox outbox,
      Supplier<URI> site) {
    this.database = database;
    this.submissions = submissions;
    this.members = members;
    this.mastheads = mastheads;
    this.outbox = outbox;
    this.site = site;
  }

  /** What is handed in. */
  public Submissions submissions() {
    return submissions;
  }

  /** Hands a draft in, within the transaction in which it was saved. */
  void submit(Handle handle, StoryId story, Member by, String note, boolean mailed) {
    submissions.submit(handle, story, by, note, mailed);
  }

  /** Takes it back; only who handed it in, or an editor, may. */
  boolean takeBack(Member member, Submission submission) {
    return logged(
        member, "unsubmit", submission, handle -> submissions.remove(handle, submission.story()));
  }

  /** Takes it on oneself to review it. */
  public boolean take(Member editor, Submission submission) {
    return logged(
        editor,
        "review",
        submission,
        handle -> submissions.take(handle, submission.story(), Optional.of(editor)));
  }

  /** Leaves it to others. */
  public boolean leave(Member editor, Submission submission) {
    return logged(
        editor,
        "unreview",
        submission,
        handle -> submissions.take(handle, submission.story(), Optional.empty()));
  }

  /** Sends it back to its writer, with a word on what is to be done. */
  public boolean sendBack(Member editor, Submission submission, String answer) {
    return logged(
        editor,
        "send-back",
        submission,
        handle -> {
          boolean sent = submissions.sendBack(handle, submission.story(), editor, answer);
          if (sent) {
            tell(handle, submission, editor, "plan.mail.back", submission.headline(), answer);
          }
          return sent;
        });
  }

  /** A story that is a draft no more needs no review. */
  void settle(Handle handle, Story story, Member by) {
    if (story.state() instanceof StoryState.Draft) {
      return;
    }
    Optional<Submission> submission = submissions.of(handle, story.id());
    submission.ifPresent(
        settled -> {
          submissions.remove(handle, story.id());
          String kind =
              story.state() instanceof StoryState.Scheduled
                  ? "plan.mail.scheduled"
                  : "plan.mail.published";
          tell(handle, settled, by, kind, story.headline(), "");
        });
  }

  private boolean logged(
      Member member, String action, Submission submission, Predicate<Handle> change) {
    return database.write(
        handle -> {
          boolean done = change.test(handle);
          if (done) {
            members.record(handle, member.id(), action, submission.headline());
          }
          return done;
        });
  }

  private void tell(
      Handle handle,
      Submission submission,
      Member by,
      String kind,
      String headline,
      String answer) {
    if (!submission.mailed() || submission.by() == by.id()) {
      return;
    }
    Texts texts = Texts.in(mastheads.masthead().language());
    String address = site.get() + "/desk/story/" + submission.story().value();
    members
        .address(submission.by())
        .ifPresent(
            to ->
                outbox.put(
                    handle,
                    new Outbox.Message(
                        to,
                        texts.say(kind + ".subject", headline),
                        texts.say(
                            kind + ".text",
                            headline,
                            by.name(),
                            answer.isEmpty() ? texts.say("plan.mail.wordless") : answer,
                            address))));
  }
}
