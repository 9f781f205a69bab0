package courant.desk.write;

import courant.platform.web.Request;
import courant.platform.web.Slug;
import courant.story.Wanted;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the list of stories is narrowed to, as it was typed; what cannot be is as if it were not
 * there.
 *
 * @param section slug, as with the source
 * @param author name, as with the topic
 * @param until the last day
 */
public record Filter(
    String words,
    String section,
    String author,
    String source,
    String topic,
    String language,
    Optional<LocalDate> from,
    Optional<LocalDate> until) {
  private static final int LONGEST = 200;

  static Filter of(Request request) {
    return new Filter(
        typed(request, "q"),
        typed(request, "section"),
        typed(request, "author"),
        typed(request, "source"),
        typed(request, "topic"),
        typed(request, "language").replaceAll("[^A-Za-z0-9-]", ""),
        day(request, "from"),
        day(request, "until"));
  }

  static Filter saying(String words) {
    return new Filter(words.strip(), "", "", "", "", "", Optional.empty(), Optional.empty());
  }

  private static String typed(Request request, String name) {
    String typed = request.query(name).map(String::strip).orElse("");
    return typed.substring(0, Math.min(typed.length(), LONGEST));
  }

  private static Optional<LocalDate> day(Request request, String name) {
    try {
      return request
          .query(name)
          .map(LocalDate::parse)
          .filter(day -> day.getYear() > 0 && day.getYear() < 10_000);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  String authorSlug() {
    return author.isEmpty() ? "" : Slug.of(author).value();
  }

  String topicSlug() {
    return topic.isEmpty() ? "" : Slug.of(topic).value();
  }

  Wanted wanted(ZoneId zone) {
    return new Wanted(
        words,
        section,
        authorSlug(),
        source,
        topicSlug(),
        language,
        from.map(day -> day.atStartOfDay(zone).toInstant()),
        until.map(day -> day.plusDays(1).atStartOfDay(zone).toInstant()));
  }

  /** Whether anything besides words narrows the list. */
  public boolean narrows() {
    return !fields().keySet().stream().allMatch("q"::equals);
  }

  /** Whether nothing narrows it at all. */
  public boolean isEmpty() {
    return fields().isEmpty();
  }

  /** As the end of an address that already has a question mark and something behind it. */
  public String query() {
    return fields().entrySet().stream()
        .map(
            field ->
                "&"
                    + field.getKey()
                    + "="
                    + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining());
  }

  private Map<String, String> fields() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("q", words);
    all.put("section", section);
    all.put("author", author);
    all.put("source", source);
    all.put("topic", topic);
    all.put("language", language);
    all.put("from", from.map(LocalDate::toString).orElse(""));
    all.put("until", until.map(LocalDate::toString).orElse(""));
    all.values().removeIf(String::isEmpty);
    return all;
  }
}
