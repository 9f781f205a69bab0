package courant.story;

import courant.platform.db.AnyCase;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/**
 * Which stories of a state a newsroom wants to see; what is empty does not matter.
 *
 * @param words that the headline holds, side by side
 * @param section its slug, as with author, source and topic
 * @param language BCP 47; {@code pt} is also {@code pt-BR}
 * @param from the first instant of what is shown as the story's date
 * @param until the first instant after
 */
public record Wanted(
    String words,
    String section,
    String author,
    String source,
    String topic,
    String language,
    Optional<Instant> from,
    Optional<Instant> until) {
  /** Those whose headline holds these words. */
  public static Wanted saying(String words) {
    return new Wanted(words, "", "", "", "", "", Optional.empty(), Optional.empty());
  }

  /** Conditions behind a {@code where}, for a query in which {@code at} is the story's date. */
  String conditions(String at) {
    StringBuilder sql = new StringBuilder();
    add(sql, words, new AnyCase(words).in("story.headline") + " like :words escape '!'");
    add(sql, section, "story.section_id = (select id from section where slug = :section)");
    add(sql, source, "story.source_id = (select id from source where slug = :source)");
    add(sql, author, named("author"));
    add(sql, topic, named("topic"));
    add(
        sql,
        language,
        "(lower(story.language) = :language or lower(story.language) like :variety escape '!')");
    from.ifPresent(_ -> add(sql, "from", at + " >= :from"));
    until.ifPresent(_ -> add(sql, "until", at + " < :until"));
    return sql.toString();
  }

  private static String named(String what) {
    return """
        story.id in (select story_id from story_{what}
          where {what}_id = (select id from {what} where slug = :{what}))
        """
        .replace("{what}", what);
  }

  private static void add(StringBuilder sql, String value, String condition) {
    if (!value.isEmpty()) {
      sql.append(" and ").append(condition);
    }
  }

  void bind(Query query) {
    bind(query, "words", words, new AnyCase(words).anywhere());
    bind(query, "section", section, section);
    bind(query, "source", source, source);
    bind(query, "author", author, author);
    bind(query, "topic", topic, topic);
    bind(query, "language", language, escaped(language).replace("!", ""));
    bind(query, "variety", language, escaped(language) + "-%");
    from.ifPresent(instant -> query.bind("from", instant.toEpochMilli()));
    until.ifPresent(instant -> query.bind("until", instant.toEpochMilli()));
  }

  private static void bind(Query query, String name, String value, String bound) {
    if (!value.isEmpty()) {
      query.bind(name, bound);
    }
  }

  private static String escaped(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
  }
}
