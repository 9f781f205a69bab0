package courant.syndication.poll;

import courant.platform.job.Facts;
import courant.source.Source;
import courant.source.Sources;
import courant.story.Origin;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryState;
import courant.syndication.article.Article;
import courant.syndication.article.ArticleModule;
import courant.syndication.article.Extractions;
import courant.syndication.article.ReadPages;
import courant.syndication.article.Revisits;
import courant.syndication.change.ChangeModule;
import courant.syndication.change.PartnerChange.Sign;
import courant.syndication.feed.Entry;
import courant.syndication.fetch.Trouble;
import courant.syndication.intake.TakeItem;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again at the pages of partners' stories: one that is gone for good was taken back, and one
 * that the text was read from may say something else.
 */
final class LookAgain implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LookAgain.class);
  private static final int MOST_A_LOOK = 100;

  private final Revisits revisits;
  private final Stories stories;
  private final Sources sources;
  private final ChangeModule changes;
  private final Extractions extractions;
  private final ReadPages pages;
  private final TakeItem takeItem;
  private final Facts facts;
  private final ExecutorService visits = Executors.newVirtualThreadPerTaskExecutor();

  LookAgain(
      Stories stories,
      Sources sources,
      ChangeModule changes,
      ArticleModule articles,
      TakeItem takeItem,
      Facts facts) {
    this.revisits = articles.revisits();
    this.stories = stories;
    this.sources = sources;
    this.changes = changes;
    this.extractions = articles.extractions();
    this.pages = articles.pages();
    this.takeItem = takeItem;
    this.facts = facts;
  }

  /** Visits those whose time has come, and waits for them: no page is visited twice at a time. */
  @Override
  public void run() {
    List<? extends Future<?>> begun =
        stories.byIds(revisits.claimDue(MOST_A_LOOK)).stream()
            .map(story -> visits.submit(() -> visit(story)))
            .toList();
    for (Future<?> visit : begun) {
      try {
        visit.get();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      } catch (ExecutionException e) {
        LOG.error("a partner's page could not be looked at again", e.getCause());
      }
    }
  }

  private void visit(Story story) {
    Optional<Source> source =
        story.origin().map(Origin::source).flatMap(known -> sources.byId(known.id()));
    Optional<URI> address = story.origin().map(Origin::address).flatMap(LookAgain::address);
    if (source.isEmpty()
        || address.isEmpty()
        || story.state() instanceof StoryState.Withdrawn
        || story.state() instanceof StoryState.Expired
        || !changes.rules().of(source.get().id()).revisits()) {
      return;
    }
    ReadPages.Looked looked = pages.look(address.get(), extractions.of(source.get().id()));
    if (looked.trouble().filter(why -> why.kind() == Trouble.Kind.GONE).isPresent()) {
      facts.write(
          telling -> {
            changes.hear().withdrawn(telling, source.get(), Sign.PAGE, story.id(), "", true);
            return true;
          });
    }
    looked
        .article()
        .filter(article -> !article.html().isBlank())
        .ifPresent(article -> compare(source.get(), story, address.get(), article));
  }

  private void compare(Source source, Story story, URI address, Article article) {
    ChangeModule.Standing standing = changes.standing(story);
    if (!standing.fromPage()) {
      return;
    }
    String body = takeItem.body(source, new Entry.Markup(article.html(), Optional.of(address)));
    facts.write(
        telling -> {
          changes
              .hear()
              .rewritten(
                  telling,
                  source,
                  standing.scope(),
                  Sign.PAGE,
                  story.id(),
                  story.headline(),
                  body,
                  "");
          return true;
        });
  }

  private static Optional<URI> address(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(URI.create(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    visits.shutdownNow();
  }
}
