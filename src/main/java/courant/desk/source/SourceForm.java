package courant.desk.source;

import courant.desk.WebAddress;
import courant.desk.media.Logos;
import courant.masthead.Section;
import courant.platform.web.Request;
import courant.source.Source;
import courant.source.Terms;
import courant.syndication.intake.Intake;
import courant.syndication.intake.Intake.Destination;
import courant.topic.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was typed about a partner, or what is kept of it, by the names of the form's fields.
 *
 * @param typed every field has a value, which may be empty
 */
record SourceForm(Map<String, String> typed) {
  static final List<String> PROFILE =
      List.of("name", "home-page", "about", "founded", "parent", "country", "language", "logo");
  static final List<String> TERMS =
      List.of("full-text", "canonical", "delay", "expiry", "territory", "credit");
  static final List<String> RULES =
      List.of("destination", "section", "topics", "languages", "wanted", "unwanted", "least-words");

  private static final int LONGEST = 2_000;

  static SourceForm of(Request request) {
    Map<String, String> typed = new LinkedHashMap<>();
    for (List<String> part : List.of(PROFILE, TERMS, RULES)) {
      part.forEach(field -> typed.put(field, request.field(field).map(String::strip).orElse("")));
    }
    typed.put("logo", Logos.typed(request));
    return new SourceForm(typed);
  }

  static SourceForm of(Source source, Intake intake, List<Section> sections, List<Topic> topics) {
    Terms terms = source.terms();
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("name", source.name());
    typed.put("home-page", source.homePage());
    typed.put("about", source.about());
    typed.put("founded", source.founded());
    typed.put("parent", source.parent());
    typed.put("country", source.country());
    typed.put("language", source.language());
    typed.put("logo", source.logo().orElse(""));
    typed.put("full-text", terms.fullText() ? "on" : "");
    typed.put("delay", number(terms.delay().toHours()));
    typed.put("canonical", terms.canonical() ? "on" : "");
    typed.put("expiry", number(terms.expiry().map(Duration::toDays).orElse(0L)));
    typed.put("territory", terms.territory());
    typed.put("credit", terms.credit());
    typed.put("destination", intake.destination().word());
    typed.put(
        "section",
        sections.stream()
            .filter(section -> intake.section().filter(section.id()::equals).isPresent())
            .map(section -> section.slug().value())
            .collect(Collectors.joining()));
    typed.put("topics", topics.stream().map(Topic::name).collect(Collectors.joining(", ")));
    typed.put("languages", intake.languages());
    typed.put("wanted", intake.wanted());
    typed.put("unwanted", intake.unwanted());
    typed.put("least-words", number(intake.leastWords()));
    return new SourceForm(typed);
  }

  private static String number(long number) {
    return number == 0 ? "" : Long.toString(number);
  }

  private String get(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Fields that cannot stay as they are; each has its text {@code source.problem.FIELD}. */
  List<String> problems() {
    return typed.entrySet().stream()
        .filter(entry -> !isRight(entry.getKey(), entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isRight(String field, String value) {
    return switch (field) {
      case "name" -> !value.isEmpty() && value.length() <= 200;
      case "home-page" -> value.isEmpty() || WebAddress.of(value).isPresent();
      case "country" -> value.isEmpty() || isCountry(value);
      case "language" -> value.isEmpty() || isLanguage(value);
      case "languages" ->
          value.isEmpty()
              || List.of(value.split("[\\s,]+")).stream().allMatch(SourceForm::isLanguage);
      case "delay", "expiry", "least-words" -> value.matches("[0-9]{0,5}");
      default -> value.length() <= LONGEST;
    };
  }

  private static boolean isCountry(String code) {
    return List.of(Locale.getISOCountries()).contains(code.toUpperCase(Locale.ROOT));
  }

  private static boolean isLanguage(String tag) {
    return tag.length() <= 35 && !Locale.forLanguageTag(tag).getLanguage().isEmpty();
  }

  /** As it was typed. */
  String logo() {
    return get("logo");
  }

  /**
   * The source with this profile and these terms; its address here stays.
   *
   * @param logo its address; empty for none
   */
  Source over(Source source, Optional<String> logo) {
    return new Source(
        source.id(),
        source.slug(),
        get("name"),
        get("about"),
        get("founded"),
        get("parent"),
        get("country").toUpperCase(Locale.ROOT),
        get("language"),
        WebAddress.of(get("home-page")).map(URI::toString).orElse(""),
        logo,
        new Terms(
            !get("full-text").isEmpty(),
            Duration.ofHours(whole("delay")),
            Optional.of(Duration.ofDays(whole("expiry"))).filter(Duration::isPositive),
            get("territory"),
            get("credit"),
            !get("canonical").isEmpty()));
  }

  /** Names of topics, as they were typed. */
  List<String> topics() {
    return Stream.of(get("topics").split("[,،;]"))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /**
   * The rules of intake.
   *
   * @param topics those of {@link #topics}
   */
  Intake rules(Optional<Section> section, List<Topic> topics) {
    return new Intake(
        Destination.of(get("destination")).orElse(Destination.INBOX),
        section.map(Section::id),
        topics.stream()
            .map(topic -> topic.slug().value())
            .distinct()
            .collect(Collectors.joining(" ")),
        get("languages").replaceAll("[\\s,]+", " ").toLowerCase(Locale.ROOT),
        get("wanted"),
        get("unwanted"),
        (int) whole("least-words"));
  }

  private long whole(String field) {
    return get(field).isEmpty() ? 0 : Long.parseLong(get(field));
  }
}
