package courant.follow;

import courant.reader.ReaderId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * An interest as a reader sees it.
 *
 * @param number its own among all interests of the review, small
 * @param key what names it in forms: the slug, or the words of a search
 * @param name the same as the key for a search
 */
public record NamedInterest(int number, Interest interest, Stance stance, String key, String name) {
  /** Its RSS feed, from our root. */
  public String feedPath() {
    return path().replaceFirst("(\\?|$)", "/feed$1");
  }

  /** Where its stories are listed, from our root. */
  public String path() {
    return interest instanceof Interest.Matching
        ? "/search?q=" + URLEncoder.encode(key, StandardCharsets.UTF_8)
        : "/" + interest.kind().word() + "/" + key;
  }

  static List<NamedInterest> of(Handle handle, ReaderId reader) {
    return handle
        .createQuery(
            """
            select interest.id, interest.kind, interest.target, interest.query, follow.mute,
              coalesce(topic.name, author.name, source.name, section.name, interest.query) as shown,
              coalesce(topic.slug, author.slug, source.slug, section.slug, interest.query) as key
            from follow
            join interest on interest.id = follow.interest_id
            left join topic on interest.kind = 'topic' and topic.id = interest.target
            left join author on interest.kind = 'author' and author.id = interest.target
            left join source on interest.kind = 'source' and source.id = interest.target
            left join section on interest.kind = 'section' and section.id = interest.target
            where follow.reader_id = :reader order by shown
            """)
        .bind("reader", reader.value())
        .map(
            (row, _) -> {
              Interest.Kind kind =
                  Interest.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
              return new NamedInterest(
                  row.getInt("id"),
                  Interest.of(kind, row.getLong("target"), row.getString("query")),
                  row.getInt("mute") == 1 ? Stance.MUTE : Stance.FOLLOW,
                  row.getString("key"),
                  row.getString("shown"));
            })
        .list();
  }
}
