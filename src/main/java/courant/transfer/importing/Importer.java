package courant.transfer.importing;

import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.platform.html.HtmlText;
import courant.platform.html.Policy;
import courant.platform.job.Facts;
import courant.transfer.exported.Export;
import courant.transfer.exported.Exported;
import courant.transfer.exported.Foreign;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Takes an export into the review: sanitised on all processors, written in batches, each item with
 * its fingerprint, so that an import that was stopped goes on and one that is repeated changes
 * nothing.
 */
public final class Importer {
  private static final int EXCERPT_WORDS = 40;

  /** Characters of markup that nearly always hold so many words. */
  private static final int BEGINNING = 2_000;

  private final Export export;
  private final ImportReport report;
  private final InstantSource clock;
  private final Survey survey = new Survey();
  private String siteHost = "";
  private Exported.@Nullable Site site;
  private int done;

  /**
   * @param report is told what was taken and what left
   */
  public Importer(Export export, ImportReport report, InstantSource clock) {
    this.export = export;
    this.report = report;
    this.clock = clock;
  }

  /**
   * An entry with all work done that needs no database.
   *
   * @param fingerprint of all that is kept
   * @param notes what could not be kept
   */
  record Ready(
      Exported.Entry entry, String body, String standfirst, long fingerprint, List<String> notes) {}

  /** How far it has got. */
  public interface Progress {
    /** Some more entries are done. */
    void at(int done, int all);
  }

  /** Looks through the whole file, and counts what {@link #take} would take. */
  public ImportReport dryRun() throws IOException {
    Set<String> topics = new HashSet<>();
    export.read(this::survey);
    try (Batches<Ready> batches = new Batches<>(this::unsanitised, this::count)) {
      export.read(
          piece -> {
            if (piece instanceof Exported.Entry entry) {
              batches.add(entry);
              topics.addAll(topicsOf(entry));
            } else {
              note(piece);
            }
          });
    }
    report.authors = survey.authors().size();
    report.sections = survey.sections().size();
    report.topics = topics.size();
    report.sources = survey.sources().size();
    survey.unused().forEach(report::left);
    return report;
  }

  private List<String> topicsOf(Exported.Entry entry) {
    return entry.page()
        ? List.of()
        : survey.topicsOf(entry).stream().map(label -> label.place().value()).toList();
  }

  private void survey(Exported piece) {
    if (piece instanceof Exported.Site found) {
      site = found;
      siteHost = Foreign.host(found.address());
    }
    survey.see(piece, siteHost);
  }

  /** Called while batches are counted on another thread. */
  private void note(Exported piece) {
    synchronized (report) {
      switch (piece) {
        case Exported.Site found -> report.site(found);
        case Exported.Left left -> report.left(left);
        case Exported.BrokenOff damage -> report.damaged(damage);
        case Exported.Media _ -> report.media++;
        case Exported.Said _ -> report.replies++;
        case Exported.Entry _, Exported.Writer _, Exported.Term _, Exported.Discussion _ -> {}
      }
    }
  }

  private void count(List<Batches.Prepared<Ready>> batch) {
    synchronized (report) {
      batch.forEach(each -> ready(each).ifPresent(this::count));
    }
  }

  /** Counts one entry as what it becomes, and what of it is lost. */
  private void count(Ready ready) {
    Exported.Entry entry = ready.entry();
    if (entry.page()) {
      report.pages++;
    } else if (entry.fate() == Exported.Fate.DRAFT) {
      report.drafts++;
    } else if (entry.isOverdue(clock.instant())) {
      report.drafts++;
      report.partly(entry.label(), "was due on a day that has passed; taken as a draft");
    } else {
      report.stories++;
    }
    if (entry.fate() == Exported.Fate.PUBLISHED) {
      report.redirects += entry.oldAddresses().size();
      if (entry.published().isEmpty() && !entry.page()) {
        report.partly(entry.label(), "has no date; taken as published now");
      }
    }
    ready.notes().forEach(note -> report.partly(entry.label(), note));
    report.replies(entry);
  }

  /** Takes everything into the review. */
  public ImportReport take(Newcomers newcomers, Facts facts, Mastheads mastheads, Progress progress)
      throws IOException {
    export.read(this::survey);
    newcomers.begin(site, survey);
    if (mastheads.masthead().equals(Mastheads.UNNAMED) && site != null && !site.title().isEmpty()) {
      mastheads.save(masthead(site));
    }
    try (Batches<Ready> batches =
        new Batches<>(
            this::sanitised,
            batch -> {
              write(batch, newcomers, facts);
              progress.at(done, survey.entries());
            })) {
      export.read(
          piece -> {
            if (piece instanceof Exported.Entry entry) {
              batches.add(entry);
            } else {
              note(piece);
            }
          });
    }
    facts.write(
        telling -> {
          newcomers.everyWriter(telling);
          return true;
        });
    newcomers.count(report);
    survey.unused().forEach(report::left);
    return report;
  }

  private Ready unsanitised(Exported.Entry entry) {
    List<String> notes = new ArrayList<>(entry.notes());
    return new Ready(entry, entry.body().html(notes), "", 0, notes);
  }

  private Ready sanitised(Exported.Entry entry) {
    Ready raw = unsanitised(entry);
    String body = Policy.ARTICLE.sanitise(raw.body(), base());
    String standfirst = entry.standfirst().isEmpty() ? excerpt(body) : entry.standfirst();
    return new Ready(entry, body, standfirst, Fingerprint.of(entry, body, standfirst), raw.notes());
  }

  /** The beginning of a body is enough for nearly all, and cheaper to read. */
  private static String excerpt(String body) {
    int enough = body.length() < BEGINNING ? -1 : body.indexOf("</p>", BEGINNING);
    String beginning = enough < 0 ? body : body.substring(0, enough);
    return HtmlText.excerpt(beginning, EXCERPT_WORDS);
  }

  private @Nullable URI base() {
    try {
      return site == null || site.address().isEmpty() ? null : URI.create(site.address() + "/");
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private void write(List<Batches.Prepared<Ready>> batch, Newcomers newcomers, Facts facts) {
    synchronized (report) {
      List<Ready> ready = batch.stream().flatMap(each -> ready(each).stream()).toList();
      List<Newcomers.Outcome> outcomes =
          facts.write(
              telling -> ready.stream().map(entry -> newcomers.take(telling, entry)).toList());
      for (int i = 0; i < ready.size(); i++) {
        Newcomers.Outcome outcome = outcomes.get(i);
        switch (outcome) {
          case TAKEN -> count(ready.get(i));
          case UNCHANGED -> report.unchanged++;
          case REMOVED, WITHDRAWN, EXPIRED, EDITED ->
              report.left(new Exported.Left(ready.get(i).entry().label(), outcome.why));
        }
      }
      done += batch.size();
    }
  }

  /** What an entry became; one whose text nothing can be made of is left, and harms no other. */
  private Optional<Ready> ready(Batches.Prepared<Ready> prepared) {
    Future<Ready> outcome = prepared.outcome();
    try {
      return Optional.of(outcome.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      report.left(
          new Exported.Left(
              prepared.entry().label(), "nothing can be made of its text: " + e.getCause()));
      return Optional.empty();
    }
  }

  private static Masthead masthead(Exported.Site site) {
    Masthead unnamed = Mastheads.UNNAMED;
    Locale language =
        Locale.forLanguageTag(site.language().isEmpty() ? "en" : site.language().replace('_', '-'));
    return new Masthead(
        site.title(),
        site.tagline(),
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        "",
        language.getLanguage().isEmpty() ? Locale.ENGLISH : language,
        unnamed.zone(),
        Optional.empty(),
        true);
  }
}
