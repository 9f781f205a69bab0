package courant.desk.topic;

import courant.platform.web.Request;
import courant.topic.Alias;
import courant.topic.Topic;
import courant.topic.TopicProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The fields of a topic's page, just as they were typed.
 *
 * @param aliases a name a line, with its language and a colon before it where it belongs to one
 */
public record TopicForm(
    String name,
    String kind,
    String description,
    String aliases,
    String wikidata,
    String website,
    String image,
    String imageAlt,
    String imageCredit) {
  /** As it is kept. */
  public static TopicForm of(Topic topic, List<Alias> aliases, TopicProfile profile) {
    return new TopicForm(
        topic.name(),
        topic.kind().name().toLowerCase(Locale.ROOT),
        topic.description(),
        aliases.stream()
            .map(
                alias -> (alias.language().isEmpty() ? "" : alias.language() + ": ") + alias.name())
            .collect(Collectors.joining("\n")),
        topic.wikidata(),
        profile.website(),
        profile.image(),
        profile.imageAlt(),
        profile.imageCredit());
  }

  static TopicForm of(Request request) {
    return new TopicForm(
        field(request, "name"),
        field(request, "kind"),
        field(request, "description"),
        field(request, "aliases"),
        field(request, "wikidata")
            .replaceFirst("^https?://(www\\.)?wikidata\\.org/(wiki|entity)/", ""),
        field(request, "website"),
        field(request, "image"),
        field(request, "image-alt"),
        field(request, "image-credit"));
  }

  private static String field(Request request, String name) {
    return request.field(name).map(String::strip).orElse("");
  }

  /** What is wrong, as keys of messages by the name of the field; nothing if all is well. */
  public Map<String, String> problems() {
    Map<String, String> problems = new LinkedHashMap<>();
    note(problems, "name", TopicList.isName(name));
    note(problems, "kind", TopicList.kind(kind).isPresent());
    note(problems, "wikidata", wikidata.matches("|Q[1-9][0-9]{0,11}"));
    note(problems, "website", TopicProfile.isWebsite(website));
    note(problems, "image", TopicProfile.isImage(image));
    note(problems, "aliases", names().size() == lines().size());
    return problems;
  }

  private static void note(Map<String, String> problems, String field, boolean good) {
    if (!good) {
      problems.put(field, "topic.problem." + field);
    }
  }

  /** The lines that are names. */
  public List<Alias> names() {
    List<Alias> names = new ArrayList<>();
    for (String line : lines()) {
      boolean told = line.matches("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*:\\s+.*");
      try {
        names.add(
            told
                ? new Alias(
                    line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1))
                : new Alias("", line));
      } catch (IllegalArgumentException _) {
        // Counted by problems().
      }
    }
    return names.stream().distinct().toList();
  }

  private List<String> lines() {
    return aliases.lines().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
  }

  /** The topic as typed; its number and address stay. */
  public Topic topic(Topic before) {
    return new Topic(
        before.id(),
        before.slug(),
        TopicList.kind(kind).orElseThrow(),
        name,
        description,
        wikidata);
  }

  public TopicProfile profile() {
    return new TopicProfile(image, imageAlt, imageCredit, website);
  }
}
