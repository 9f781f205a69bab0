package courant.search;

import courant.platform.html.HtmlText;
import courant.platform.web.Slug;
import courant.search.SearchQuery.Name;
import courant.story.Origin;
import courant.story.Story;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What of a story can be searched, as plain text.
 *
 * @param names for each kind, every name the story has with its slug behind
 */
record StoryText(
    String language,
    String headline,
    String standfirst,
    String body,
    Map<Name, List<String>> names) {
  /** In characters; no story is longer, and a hostile one shall not fill the heap. */
  private static final int LONGEST = 1_000_000;

  static StoryText of(Story story) {
    Map<Name, List<String>> names = new EnumMap<>(Name.class);
    names.put(
        Name.SECTION, story.section().stream().flatMap(it -> names(it.name(), it.slug())).toList());
    names.put(
        Name.SOURCE,
        story.origin().map(Origin::source).stream()
            .flatMap(it -> names(it.name(), it.slug()))
            .toList());
    names.put(
        Name.AUTHOR, story.byline().stream().flatMap(it -> names(it.name(), it.slug())).toList());
    names.put(
        Name.TOPIC, story.topics().stream().flatMap(it -> names(it.name(), it.slug())).toList());
    return new StoryText(
        story.language(),
        composed(story.headline()),
        composed(story.standfirst()),
        composed(story.dateline() + " " + HtmlText.of(story.told()).replace('\n', ' ')).strip(),
        names);
  }

  private static Stream<String> names(String name, Slug slug) {
    return Stream.of(composed(name), slug.value());
  }

  Wording wording() {
    return Wording.of(language);
  }

  /** The names that plain words find: all but the section's. */
  List<String> named() {
    return Stream.of(Name.AUTHOR, Name.TOPIC, Name.SOURCE)
        .flatMap(kind -> names(kind).stream())
        .toList();
  }

  List<String> names(Name kind) {
    return names.getOrDefault(kind, List.of());
  }

  /** All that plain words find. */
  List<String> all() {
    return Stream.concat(Stream.of(headline, standfirst, body), named().stream()).toList();
  }

  private static String composed(String text) {
    return cut(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
