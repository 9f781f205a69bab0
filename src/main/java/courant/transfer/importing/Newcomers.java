package courant.transfer.importing;

import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.masthead.StandingPage;
import courant.masthead.StandingPages;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import courant.reply.PostReply;
import courant.source.Sources;
import courant.story.Authors;
import courant.story.Origin;
import courant.story.Picture;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.story.WriteStory;
import courant.topic.Topic;
import courant.topic.Topics;
import courant.transfer.exported.Exported;
import courant.transfer.exported.Foreign;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives everything in an export its place in the house, the same place each time. */
public final class Newcomers {
  private final Mastheads mastheads;
  private final StandingPages pages;
  private final Stories stories;
  private final WriteStory writeStory;
  private final PostReply postReply;
  private final Ids ids;
  private final InstantSource clock;

  private final Labels labels;
  private Survey survey = new Survey();
  private String site = "";
  private String siteHost = "";

  public Newcomers(
      Mastheads mastheads,
      StandingPages pages,
      Topics topics,
      Sources sources,
      Authors authors,
      Stories stories,
      WriteStory writeStory,
      PostReply postReply,
      Ids ids,
      InstantSource clock) {
    this.mastheads = mastheads;
    this.pages = pages;
    this.stories = stories;
    this.writeStory = writeStory;
    this.postReply = postReply;
    this.ids = ids;
    this.clock = clock;
    this.labels = new Labels(mastheads, topics, sources, authors, writeStory, ids);
  }

  /** Learns where everything comes from and what there is. */
  void begin(Exported.@Nullable Site from, Survey seen) {
    site = from == null ? "" : from.address().isEmpty() ? from.title() : from.address();
    siteHost = from == null ? "" : Foreign.host(from.address());
    survey = seen;
    labels.begin(site, seen);
  }

  /** Takes in also those who signed nothing that is in the file. */
  void everyWriter(Facts.Telling telling) {
    labels.everyWriter(telling);
  }

  void count(ImportReport report) {
    labels.count(report);
  }

  /** What became of an entry. */
  enum Outcome {
    TAKEN(""),
    UNCHANGED(""),
    REMOVED("was thrown away here since it was imported"),
    WITHDRAWN("was withdrawn here since it was imported"),
    EXPIRED("its source's terms let it out no more"),
    EDITED("was changed at the desk since it was imported");

    /** Why its story was left as it is here; empty if it was not. */
    final String why;

    Outcome(String why) {
      this.why = why;
    }
  }

  /** Takes one entry in, unless it was here already, just the same or in the hands of the desk. */
  Outcome take(Facts.Telling telling, Importer.Ready ready) {
    Exported.Entry entry = ready.entry();
    Imported imported = new Imported(telling.handle(), site);
    String kind = entry.page() ? "page" : "story";
    Optional<Imported.Row> before = imported.find(kind, entry.id());
    if (before.isPresent() && before.get().fingerprint() == ready.fingerprint()) {
      return Outcome.UNCHANGED;
    }
    long id = before.map(Imported.Row::ownId).orElseGet(ids::next);
    Outcome outcome =
        before.isPresent() && !entry.page() ? again(telling, entry, id) : Outcome.TAKEN;
    imported.keep(kind, entry.id(), id, ready.fingerprint());
    if (outcome == Outcome.UNCHANGED || outcome == Outcome.REMOVED) {
      return outcome;
    }
    String path =
        outcome != Outcome.TAKEN
            ? here(telling, id).map(Story::path).orElse("")
            : entry.page() ? page(telling, ready, id) : story(telling, ready, id);
    if (!entry.page()) {
      new Replying(postReply, telling, imported, new StoryId(id), clock).take(entry);
    }
    if (!path.isEmpty()) {
      for (String old : entry.oldAddresses()) {
        labels.redirect(telling, old, path);
      }
    }
    return outcome;
  }

  /** What the desk did with a story since it was imported stays done. */
  private Outcome again(Facts.Telling telling, Exported.Entry entry, long id) {
    Optional<Story> story = here(telling, id);
    if (story.isEmpty()) {
      return Outcome.REMOVED;
    }
    if (story.get().state() instanceof StoryState.Withdrawn) {
      return Outcome.WITHDRAWN;
    }
    if (story.get().state() instanceof StoryState.Expired) {
      return Outcome.EXPIRED;
    }
    if (Revisions.isEdited(telling.handle(), story.get().id())) {
      return Outcome.EDITED;
    }
    // Published here since: an old draft must not take it back.
    boolean older = entry.fate() != Exported.Fate.PUBLISHED && !story.get().path().isEmpty();
    return older ? Outcome.UNCHANGED : Outcome.TAKEN;
  }

  private Optional<Story> here(Facts.Telling telling, long id) {
    return stories.byId(telling.handle(), new StoryId(id));
  }

  private String page(Facts.Telling telling, Importer.Ready ready, long id) {
    Exported.Entry entry = ready.entry();
    boolean listed = entry.fate() == Exported.Fate.PUBLISHED;
    StandingPage page =
        pages.write(
            telling.handle(),
            new StandingPage(id, slug(entry), title(entry), ready.body(), listed));
    telling.tell(Mastheads.CHANGED, id);
    return listed ? page.path() : "";
  }

  private String story(Facts.Telling telling, Importer.Ready ready, long id) {
    Exported.Entry entry = ready.entry();
    Optional<Section> section =
        survey.sectionOf(entry).map(label -> labels.section(telling, label));
    Set<Topic> about = new LinkedHashSet<>();
    survey.topicsOf(entry).forEach(label -> about.add(labels.topic(telling, label)));
    String from = Survey.sourceOf(entry, siteHost);
    Story story =
        new Story(
            new StoryId(id),
            slug(entry),
            title(entry),
            ready.standfirst(),
            ready.body(),
            "",
            entry.byline().stream().map(label -> labels.author(telling, label)).distinct().toList(),
            section,
            List.copyOf(about),
            from.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    new Origin(
                        labels.source(telling, from, entry.sourceAddress()),
                        entry.sourceAddress())),
            entry
                .lead()
                .map(
                    image ->
                        new Picture(
                            image.address(),
                            image.width(),
                            image.height(),
                            image.alt(),
                            image.caption(),
                            "")),
            language(entry),
            state(entry));
    return writeStory.saveImported(telling, story, mastheads.masthead().zone()).path();
  }

  private StoryState state(Exported.Entry entry) {
    Instant now = clock.instant();
    Instant published = entry.published().orElse(now);
    return switch (entry.fate()) {
      case DRAFT -> new StoryState.Draft();
      case SCHEDULED ->
          published.isAfter(now) ? new StoryState.Scheduled(published) : new StoryState.Draft();
      case PUBLISHED ->
          new StoryState.Published(
              "",
              published,
              entry.updated().filter(updated -> updated.isAfter(published)).orElse(published));
    };
  }

  private String language(Exported.Entry entry) {
    String tag = Locale.forLanguageTag(entry.language().replace('_', '-')).toLanguageTag();
    return tag.equals("und") ? mastheads.masthead().language().toLanguageTag() : tag;
  }

  private static String title(Exported.Entry entry) {
    return entry.title().isEmpty() ? "Untitled" : entry.title();
  }

  private static Slug slug(Exported.Entry entry) {
    return Foreign.slug(entry.slug().isEmpty() ? title(entry) : entry.slug());
  }
}
