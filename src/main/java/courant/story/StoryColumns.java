package courant.story;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A story as the columns of its row.
 *
 * @param listedAt its instant of publication if it stands in lists, else null
 */
record StoryColumns(Map<String, @Nullable Object> values, @Nullable Long listedAt) {
  static StoryColumns of(Story story) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("id", story.id().value());
    values.put("slug", story.slug().value());
    values.put("headline", story.headline());
    values.put("standfirst", story.standfirst());
    values.put("body", story.body());
    values.put("dateline", story.dateline());
    values.put("section", story.section().map(section -> section.id().value()).orElse(null));
    values.put("source", story.origin().map(origin -> origin.source().id().value()).orElse(null));
    values.put("sourceAddress", story.origin().map(Origin::address).orElse(null));
    values.put(
        "sourcePublished",
        story.origin().flatMap(Origin::published).map(Instant::toEpochMilli).orElse(null));
    values.put("language", story.language());
    lead(values, story.lead().orElse(null));
    Long listedAt = state(values, story.state());
    return new StoryColumns(values, listedAt);
  }

  private static void lead(Map<String, @Nullable Object> values, @Nullable Picture lead) {
    values.put("leadSrc", lead == null ? null : lead.src());
    values.put("leadWidth", lead == null ? null : lead.width());
    values.put("leadHeight", lead == null ? null : lead.height());
    values.put("leadAlt", lead == null ? null : lead.alt());
    values.put("leadCaption", lead == null ? null : lead.caption());
    values.put("leadCredit", lead == null ? null : lead.credit());
  }

  private static @Nullable Long state(Map<String, @Nullable Object> values, StoryState state) {
    for (String column :
        new String[] {"path", "due", "published", "updated", "withdrawn", "withdrawnReason"}) {
      values.put(column, null);
    }
    values.put("state", name(state));
    values.put("expired", state instanceof StoryState.Expired ? 1 : 0);
    switch (state) {
      case StoryState.Draft _ -> {}
      case StoryState.Scheduled(var due) -> {
        values.put("due", due.toEpochMilli());
      }
      case StoryState.Published(var path, var published, var updated) -> {
        values.put("path", path);
        values.put("published", published.toEpochMilli());
        values.put("updated", updated.toEpochMilli());
        return published.toEpochMilli();
      }
      case StoryState.Withdrawn(var path, var published, var withdrawn, var reason) -> {
        values.put("path", path);
        values.put("published", published.toEpochMilli());
        values.put("updated", withdrawn.toEpochMilli());
        values.put("withdrawn", withdrawn.toEpochMilli());
        values.put("withdrawnReason", reason);
      }
      case StoryState.Expired(var path, var published, var expired) -> {
        values.put("path", path);
        values.put("published", published.toEpochMilli());
        values.put("updated", expired.toEpochMilli());
        values.put("withdrawn", expired.toEpochMilli());
        values.put("withdrawnReason", "");
      }
    }
    return null;
  }

  /** Which rows are in a state, by the name the desk knows it by. */
  static String in(String state) {
    return switch (state) {
      case "draft" -> "story.state = 'draft'";
      case "scheduled" -> "story.state = 'scheduled'";
      case "published" -> "story.state = 'published'";
      case "withdrawn" -> "story.state = 'withdrawn' and story.expired = 0";
      case "expired" -> "story.state = 'withdrawn' and story.expired = 1";
      default -> throw new IllegalArgumentException("no state " + state);
    };
  }

  /** What a state is called in its column; what has expired is withdrawn, too. */
  static String name(StoryState state) {
    return switch (state) {
      case StoryState.Draft _ -> "draft";
      case StoryState.Scheduled _ -> "scheduled";
      case StoryState.Published _ -> "published";
      case StoryState.Withdrawn _, StoryState.Expired _ -> "withdrawn";
    };
  }
}
