package courant.desk.source;

import courant.masthead.Mastheads;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.source.Terms;
import courant.syndication.Intake;
import courant.syndication.SyndicationModule;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes partners, and writes their profile, terms and rules of intake. */
public final class SaveSource {
  private final Facts facts;
  private final Mastheads mastheads;
  private final Sources sources;
  private final SyndicationModule syndication;
  private final Ids ids;

  public SaveSource(
      Facts facts, Mastheads mastheads, Sources sources, SyndicationModule syndication, Ids ids) {
    this.facts = facts;
    this.mastheads = mastheads;
    this.sources = sources;
    this.syndication = syndication;
    this.ids = ids;
  }

  /** A partner of a name and a home page, of whom nothing is taken yet; empty if one is known. */
  public Optional<Source> make(String name, Optional<URI> homePage) {
    Slug slug = Slug.of(name);
    if (sources.bySlug(slug.value()).isPresent()) {
      return Optional.empty();
    }
    Source made =
        new Source(
            new SourceId(ids.next()),
            slug,
            name,
            "",
            "",
            "",
            "",
            "",
            homePage.map(URI::toString).orElse(""),
            Optional.empty(),
            Terms.OPEN);
    write(made, Intake.CAREFUL);
    return Optional.of(made);
  }

  SourceForm kept(Source source) {
    return SourceForm.of(source, syndication.intakes().of(source.id()), mastheads.sections());
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
    List<String> problems = form.problems();
    if (problems.isEmpty()) {
      save(source, form);
    }
    return problems;
  }

  void save(Source source, SourceForm form) {
    Intake before = syndication.intakes().of(source.id());
    write(
        form.over(source),
        form.over(before, mastheads.section(form.typed().getOrDefault("section", ""))));
  }

  /** Every page that names a partner may show something else now. */
  private void write(Source source, Intake intake) {
    facts.write(
        telling -> {
          sources.write(telling.handle(), source);
          syndication.intakes().write(telling.handle(), source.id(), intake);
          telling.tell(Mastheads.CHANGED, 1);
          telling.tell(Sources.TERMS, source.id().value());
          return true;
        });
  }
}
