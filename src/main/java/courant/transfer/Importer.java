package courant.transfer;

import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.platform.html.HtmlText;
import courant.platform.html.Policy;
import courant.platform.job.Facts;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes an export into the review: sanitised on all processors, written in batches, each item with
 * its fingerprint, so that an import that was stopped goes on and one that is repeated changes
 * nothing.
 */
final class Importer {
  private static final int BATCH = 200;
  private static final int EXCERPT_WORDS = 40;

  private final Export export;
  private final ImportReport report;
  private final Survey survey = new Survey();
  private String siteHost = "";
  private Exported.@Nullable Site site;

  Importer(Export export, ImportReport report) {
    this.export = export;
    this.report = report;
  }

  /** An entry with all work done that needs no database. */
  record Ready(Exported.Entry entry, String body, String standfirst) {}

  /** Looks through the whole file, and counts what {@link #take} would take. */
  ImportReport dryRun() throws IOException {
    export.read(
        piece -> {
          survey(piece);
          count(piece);
        });
    report.authors = survey.authors().size();
    report.sections = survey.sections().size();
    report.topics = survey.topics().size();
    report.sources = survey.sources().size();
    return report;
  }

  private void survey(Exported piece) {
    if (piece instanceof Exported.Site found) {
      site = found;
      siteHost = Syndicated.host(found.address());
    }
    survey.see(piece, siteHost);
  }

  private void count(Exported piece) {
    switch (piece) {
      case Exported.Site found -> report.site(found);
      case Exported.Left left -> report.left(left);
      case Exported.Media _ -> report.media++;
      case Exported.Writer _ -> {}
      case Exported.Entry entry -> {
        count(entry);
        report.redirects += entry.oldAddresses().size();
      }
    }
  }

  /** Counts one entry as what it becomes, and what of it is lost. */
  private void count(Exported.Entry entry) {
    if (entry.page()) {
      report.pages++;
    } else if (entry.fate() == Exported.Fate.PUBLISHED) {
      report.stories++;
    } else {
      report.drafts++;
    }
    report.replies += entry.comments().size();
    entry
        .notes()
        .forEach(note -> report.partly("“" + entry.title() + "” (" + entry.id() + ")", note));
    if (entry.fate() == Exported.Fate.PUBLISHED && entry.published().isEmpty()) {
      report.partly(
          "“" + entry.title() + "” (" + entry.id() + ")", "has no date; taken as published now");
    }
  }

  /**
   * Takes everything into the review.
   *
   * @param progress told how many entries are done, after each batch
   */
  ImportReport take(Newcomers newcomers, Facts facts, Mastheads mastheads, IntConsumer progress)
      throws IOException {
    export.read(this::survey);
    newcomers.begin(site, survey.sections());
    if (mastheads.masthead().equals(Mastheads.UNNAMED) && site != null && !site.title().isEmpty()) {
      mastheads.save(masthead(site));
    }
    List<Future<Ready>> batch = new ArrayList<>();
    int[] done = {0};
    try (ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      export.read(
          piece -> {
            switch (piece) {
              case Exported.Entry entry -> {
                batch.add(workers.submit(() -> ready(entry)));
                if (batch.size() == BATCH) {
                  done[0] += write(batch, newcomers, facts);
                  progress.accept(done[0]);
                }
              }
              case Exported.Writer writer -> newcomers.writer(writer);
              case Exported.Site found -> report.site(found);
              case Exported.Left left -> report.left(left);
              case Exported.Media _ -> report.media++;
            }
          });
      done[0] += write(batch, newcomers, facts);
      progress.accept(done[0]);
    }
    facts.write(
        telling -> {
          newcomers.everyWriter(telling);
          return true;
        });
    newcomers.count(report);
    return report;
  }

  int entries() {
    return survey.entries();
  }

  private Ready ready(Exported.Entry entry) {
    String body = Policy.ARTICLE.sanitise(entry.body(), base());
    String standfirst =
        entry.standfirst().isEmpty() ? HtmlText.excerpt(body, EXCERPT_WORDS) : entry.standfirst();
    return new Ready(entry, body, standfirst);
  }

  private @Nullable URI base() {
    try {
      return site == null || site.address().isEmpty() ? null : URI.create(site.address() + "/");
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private int write(List<Future<Ready>> batch, Newcomers newcomers, Facts facts) {
    List<Ready> ready = batch.stream().map(Importer::outcome).toList();
    batch.clear();
    List<Boolean> taken =
        facts.write(
            telling -> ready.stream().map(entry -> newcomers.take(telling, entry)).toList());
    for (int i = 0; i < ready.size(); i++) {
      if (taken.get(i)) {
        count(ready.get(i).entry());
      } else {
        report.unchanged++;
      }
    }
    return ready.size();
  }

  private static Ready outcome(Future<Ready> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
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
