package courant.desk.masthead;

import courant.desk.media.Logos;
import courant.masthead.Issn;
import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.platform.html.Policy;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sets the masthead from what was typed, if all of it is right. */
public final class SaveMasthead {
  /** The fields, by the names that pages and programs give them. */
  public static final List<String> FIELDS =
      List.of(
          "title",
          "tagline",
          "issn-online",
          "issn-print",
          "publisher",
          "contact",
          "language",
          "zone",
          "logo",
          "about",
          "full-text");

  private final Mastheads mastheads;
  private final Logos logos;

  public SaveMasthead(Mastheads mastheads, Logos logos) {
    this.mastheads = mastheads;
    this.logos = logos;
  }

  /** As it is now, field by field. */
  public Map<String, String> typed() {
    Masthead now = mastheads.masthead();
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("title", now.title());
    typed.put("tagline", now.tagline());
    typed.put("issn-online", now.issnOnline().map(Issn::value).orElse(""));
    typed.put("issn-print", now.issnPrint().map(Issn::value).orElse(""));
    typed.put("publisher", now.publisher());
    typed.put("contact", now.contact());
    typed.put("language", now.language().toLanguageTag());
    typed.put("zone", now.zone().getId());
    typed.put("logo", now.logo().orElse(""));
    typed.put("about", now.about());
    typed.put("full-text", now.fullTextFeeds() ? "on" : "");
    return typed;
  }

  /**
   * Saves what was typed.
   *
   * @param typed every field
   * @return what is wrong with which field: the key of its words, or the words themselves; empty if
   *     it was saved
   */
  public Map<String, String> save(Map<String, String> typed) {
    Map<String, String> problems = new LinkedHashMap<>();
    Optional<Issn> online = issn(typed, "issn-online", problems);
    Optional<Issn> print = issn(typed, "issn-print", problems);
    if (value(typed, "title").isEmpty()) {
      problems.put("title", "desk.problem.title");
    }
    Optional<ZoneId> zone = zone(value(typed, "zone"));
    if (zone.isEmpty()) {
      problems.put("zone", "desk.problem.zone");
    }
    if (!value(typed, "logo").isEmpty() && logos.address(value(typed, "logo")).isEmpty()) {
      problems.put("logo", "source.problem.logo");
    }
    if (problems.isEmpty()) {
      save(typed, online, print, zone.orElseThrow());
    }
    return problems;
  }

  private void save(
      Map<String, String> typed, Optional<Issn> online, Optional<Issn> print, ZoneId zone) {
    Locale language = Locale.forLanguageTag(value(typed, "language"));
    mastheads.save(
        new Masthead(
            value(typed, "title"),
            value(typed, "tagline"),
            print,
            online,
            value(typed, "publisher"),
            value(typed, "contact"),
            Policy.ARTICLE.sanitise(value(typed, "about")),
            language.getLanguage().isEmpty() ? Locale.ENGLISH : language,
            zone,
            logos.address(value(typed, "logo")),
            value(typed, "full-text").equals("on")));
  }

  private static Optional<Issn> issn(
      Map<String, String> typed, String field, Map<String, String> problems) {
    String value = value(typed, field);
    try {
      return value.isEmpty() ? Optional.empty() : Optional.of(new Issn(value));
    } catch (IllegalArgumentException e) {
      problems.put(field, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> zone(String typed) {
    try {
      return Optional.of(ZoneId.of(typed));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static String value(Map<String, String> typed, String field) {
    return typed.getOrDefault(field, "").strip();
  }
}
