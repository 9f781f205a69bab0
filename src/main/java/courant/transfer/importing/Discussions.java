package courant.transfer.importing;

import courant.platform.job.Facts;
import courant.reply.PostReply;
import courant.reply.ReplyId;
import courant.reply.Typed;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.transfer.exported.Export;
import courant.transfer.exported.Exported;
import courant.transfer.wordpress.ClassicText;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes comments in that were kept apart from their stories, which are here already: found by the
 * address they have, or had.
 */
public final class Discussions {
  private static final String SITE = "disqus";
  private static final int BATCH = 500;

  private final Stories stories;
  private final PostReply postReply;
  private final Facts facts;
  private final InstantSource clock;
  private final Map<String, Exported.Discussion> pages = new HashMap<>();
  private final Map<String, Optional<StoryId>> found = new HashMap<>();
  private final Map<String, Integer> homeless = new LinkedHashMap<>();
  private final List<Exported.Said> batch = new ArrayList<>();

  public Discussions(Stories stories, PostReply postReply, Facts facts, InstantSource clock) {
    this.stories = stories;
    this.postReply = postReply;
    this.facts = facts;
    this.clock = clock;
  }

  /** Takes in what an export holds, and answers its report. */
  public ImportReport take(Export export, ImportReport report) throws IOException {
    export.read(
        piece -> {
          if (piece instanceof Exported.Discussion page) {
            pages.put(page.id(), page);
          } else if (piece instanceof Exported.Said said) {
            batch.add(said);
            if (batch.size() == BATCH) {
              write(report);
            }
          } else if (piece instanceof Exported.Left left) {
            report.left(left);
          } else if (piece instanceof Exported.BrokenOff damage) {
            report.damaged(damage);
          }
        });
    write(report);
    homeless.forEach((id, count) -> report.left(homeless(id, count)));
    return report;
  }

  private Exported.Left homeless(String id, int count) {
    Exported.Discussion page = pages.get(id);
    String where =
        page == null
            ? "a page the file does not list"
            : "“" + page.title() + "” (" + page.addresses().stream().findFirst().orElse("") + ")";
    return new Exported.Left(
        count + (count == 1 ? " reply to " : " replies to ") + where,
        "no story here has, or had, that address");
  }

  private void write(ImportReport report) {
    List<Exported.Said> full = List.copyOf(batch);
    batch.clear();
    facts.write(
        telling -> {
          full.forEach(said -> write(telling, said, report));
          return true;
        });
  }

  private void write(Facts.Telling telling, Exported.Said said, ImportReport report) {
    Optional<StoryId> story = found.computeIfAbsent(said.discussion(), this::story);
    if (story.isEmpty()) {
      homeless.merge(said.discussion(), 1, Integer::sum);
      return;
    }
    Imported imported = new Imported(telling.handle(), SITE);
    Exported.Comment comment = said.comment();
    if (imported.find("reply", comment.id()).isPresent()) {
      report.unchanged++;
      return;
    }
    // A site that had both exports its comments twice.
    Optional<ReplyId> here =
        comment.at().flatMap(at -> postReply.find(telling, story.get(), comment.name(), at));
    if (here.isPresent()) {
      report.unchanged++;
    } else {
      report.replies++;
    }
    ReplyId id =
        here.orElseGet(
            () ->
                take(
                    postReply,
                    telling,
                    story.get(),
                    comment,
                    imported.find("reply", comment.parent()).map(row -> new ReplyId(row.ownId())),
                    clock));
    imported.keep("reply", comment.id(), id.value(), 0);
  }

  /** Takes one comment in, as the old site's moderators left it. */
  static ReplyId take(
      PostReply postReply,
      Facts.Telling telling,
      StoryId story,
      Exported.Comment comment,
      Optional<ReplyId> parent,
      InstantSource clock) {
    return postReply.take(
        telling,
        story,
        parent,
        Typed.of(comment.name(), comment.address().value(), comment.website(), comment.text(), ""),
        ClassicText.html(comment.text()),
        comment.at().orElseGet(clock::instant),
        comment.approval() == Exported.Approval.APPROVED);
  }

  private Optional<StoryId> story(String discussion) {
    Exported.Discussion page = pages.get(discussion);
    return page == null
        ? Optional.empty()
        : page.addresses().stream()
            .flatMap(Discussions::paths)
            .flatMap(path -> at(path).stream())
            .findFirst();
  }

  private Optional<StoryId> at(String path) {
    return stories
        .byPath(path)
        .or(() -> stories.movedTo(path).flatMap(stories::byPath))
        .map(Story::id);
  }

  /**
   * Paths an address may be known by: with its query and without, with a slash at its end or not.
   */
  private static Stream<String> paths(String address) {
    String path =
        decoded(address.replaceFirst("^(?:https?:)?//[^/?#]*", "").replaceFirst("#.*", ""));
    String bare = path.replaceFirst("\\?.*", "").replaceFirst("/+$", "");
    return Stream.of(path, bare, bare + "/").filter(each -> each.length() > 1).distinct();
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return path;
    }
  }
}
