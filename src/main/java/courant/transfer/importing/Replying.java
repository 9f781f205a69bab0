package courant.transfer.importing;

import courant.platform.job.Facts;
import courant.reply.PostReply;
import courant.reply.ReplyId;
import courant.story.StoryId;
import courant.transfer.exported.Exported;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the replies to one story become, within one transaction. */
final class Replying {
  private final PostReply postReply;
  private final Facts.Telling telling;
  private final Imported imported;
  private final StoryId story;
  private final InstantSource clock;
  private final Map<String, ReplyId> numbered = new HashMap<>();
  private final Set<ReplyId> unnumbered = new HashSet<>();

  Replying(
      PostReply postReply,
      Facts.Telling telling,
      Imported imported,
      StoryId story,
      InstantSource clock) {
    this.postReply = postReply;
    this.telling = telling;
    this.imported = imported;
    this.story = story;
    this.clock = clock;
  }

  /** Takes in those that are not here yet; what is answered is older than its answer. */
  void take(Exported.Entry entry) {
    entry.comments().stream()
        .sorted(Comparator.comparing(comment -> comment.at().orElse(Instant.EPOCH)))
        .forEach(
            comment -> {
              if (comment.id().isEmpty()) {
                unnumbered.add(unnumbered(comment, entry.id()));
              } else {
                numbered.put(comment.id(), numbered(comment, entry.id()));
              }
            });
  }

  /** Exports that were put together from several sites have numbers twice. */
  private ReplyId numbered(Exported.Comment comment, String entry) {
    Optional<ReplyId> same = find(comment.id());
    if (same.isEmpty()) {
      return take(comment, comment.id());
    }
    Optional<StoryId> answered = same.flatMap(id -> postReply.storyOf(telling, id));
    if (answered.filter(story::equals).isPresent()) {
      return same.get();
    }
    String here = entry + " " + comment.id();
    // What was erased since may have been this one: it must not come back.
    return find(here)
        .or(() -> answered.isEmpty() ? same : Optional.empty())
        .orElseGet(() -> take(comment, here));
  }

  /**
   * One without a number is known by when it was written, and what its name and words add up to.
   */
  private ReplyId unnumbered(Exported.Comment comment, String entry) {
    String here =
        "%s %s #%08x"
            .formatted(
                entry,
                comment.at().map(Instant::toString).orElse(""),
                List.of(comment.name(), comment.text()).hashCode());
    return find(here)
        .orElseGet(
            () -> {
              Optional<ReplyId> before = before(comment);
              before.ifPresent(id -> imported.keep("reply", here, id.value(), 0));
              return before.orElseGet(() -> take(comment, here));
            });
  }

  /** The same from an earlier import, which took the first without a number for all of them. */
  private Optional<ReplyId> before(Exported.Comment comment) {
    Optional<ReplyId> before =
        comment.at().isPresent()
            ? postReply.find(telling, story, comment.name(), comment.at().get())
            : find("")
                .filter(id -> postReply.storyOf(telling, id).filter(story::equals).isPresent());
    return before.filter(id -> !unnumbered.contains(id));
  }

  private Optional<ReplyId> find(String foreignId) {
    return imported.find("reply", foreignId).map(row -> new ReplyId(row.ownId()));
  }

  private ReplyId take(Exported.Comment comment, String foreignId) {
    Optional<ReplyId> parent = Optional.ofNullable(numbered.get(comment.parent()));
    ReplyId id = Discussions.take(postReply, telling, story, comment, parent, clock);
    imported.keep("reply", foreignId, id.value(), 0);
    return id;
  }
}
