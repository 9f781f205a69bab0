package courant.desk.source;

import courant.desk.media.Logos;
import courant.masthead.Mastheads;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.syndication.intake.Intake;
import courant.syndication.intake.Intakes;
import courant.topic.KnownTopics;
import courant.topic.Topic;
import courant.topic.Topics;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes partners, and writes their profile, terms and rules of intake. */
public final class SaveSource {
  private final Facts facts;
  private final Mastheads mastheads;
  private final Sources sources;
  private final Intakes intakes;
  private final Topics topics;
  private final KnownTopics known;
  private final Logos logos;
  private final Ids ids;

  public SaveSource(
      Facts facts,
      Mastheads mastheads,
      Sources sources,
      Intakes intakes,
      Topics topics,
      KnownTopics known,
      Logos logos,
      Ids ids) {
    this.facts = facts;
    this.mastheads = mastheads;
    this.sources = sources;
    this.intakes = intakes;
    this.topics = topics;
    this.known = known;
    this.logos = logos;
    this.ids = ids;
  }

  /** A partner of a name and a home page, of whom nothing is taken yet; empty if one is known. */
  public Optional<Source> make(String name, Optional<URI> homePage) {
    Slug slug = Slug.of(name);
    if (sources.bySlug(slug.value()).isPresent()) {
      return Optional.empty();
    }
    Source made =
        Source.named(new SourceId(ids.next()), slug, name, homePage.map(URI::toString).orElse(""));
    write(made, Intake.CAREFUL);
    return Optional.of(made);
  }

  SourceForm kept(Source source) {
    Intake intake = intakes.of(source.id());
    List<Topic> about =
        intake.topicSlugs().stream().flatMap(slug -> topics.bySlug(slug).stream()).toList();
    return SourceForm.of(source, intake, mastheads.sections(), about);
  }

  /** All that is kept of a partner, by the names that forms and programs give it. */
  public Map<String, String> typed(Source source) {
    return kept(source).typed();
  }

  /**
   * Saves what was typed.
   *
   * @param typed every field
   * @return the fields that cannot stay as they are; each has its text {@code
   *     source.problem.FIELD}; empty if it was saved
   */
  public List<String> save(Source source, Map<String, String> typed) {
    SourceForm form = new SourceForm(typed);
    List<String> problems = problems(form);
    if (problems.isEmpty()) {
      write(
          form.over(source, logos.address(form.logo())),
          form.rules(mastheads.section(form.typed().getOrDefault("section", "")), topics(form)));
    }
    return problems;
  }

  private List<String> problems(SourceForm form) {
    List<String> problems = new ArrayList<>(form.problems());
    if (!form.topics().stream().allMatch(known::knows)) {
      problems.add("topics");
    }
    if (!form.logo().isEmpty() && logos.address(form.logo()).isEmpty()) {
      problems.add("logo");
    }
    return problems;
  }

  private List<Topic> topics(SourceForm form) {
    return facts.write(
        telling ->
            form.topics().stream()
                .flatMap(name -> known.named(telling.handle(), name).stream())
                .toList());
  }

  /** Every page that names a partner may show something else now. */
  private void write(Source source, Intake intake) {
    boolean tellsMoreOrLess =
        sources
            .byId(source.id())
            .filter(before -> before.terms().fullText() != source.terms().fullText())
            .isPresent();
    facts.write(
        telling -> {
          sources.write(telling.handle(), source);
          intakes.write(telling.handle(), source.id(), intake);
          telling.tell(Mastheads.CHANGED, 1);
          if (tellsMoreOrLess) {
            telling.tell(Sources.TERMS, source.id().value());
          }
          return true;
        });
  }
}
