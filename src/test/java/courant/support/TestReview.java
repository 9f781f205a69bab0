package courant.support;

import courant.Holdings;
import courant.Review;
import courant.edition.Editions;
import courant.edition.OneOfEach;
import courant.masthead.Masthead;
import courant.masthead.Section;
import courant.masthead.SectionId;
import courant.media.Photo;
import courant.media.Taken;
import courant.platform.config.Logging;
import courant.platform.config.Settings;
import courant.platform.web.Slug;
import courant.search.Order;
import courant.search.SearchQuery;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Terms;
import courant.story.Author;
import courant.story.AuthorId;
import courant.story.Story;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.TopicKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A real review on a real database in a folder of its own, served on a free port of this machine.
 */
public final class TestReview implements AutoCloseable {
  static {
    Logging.configure();
  }

  /** When tests happen, unless they move the clock. */
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  public final SettableClock clock = new SettableClock(NOON);
  public final Path folder;
  public final Review review;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private TestReview(Path folder, Map<String, String> settings) {
    this.folder = folder;
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "data", folder.toString(), "port", "0", "database", TestDatabase.address(folder)));
    all.putAll(settings);
    review = new Review(Holdings.open(Settings.of(all), clock));
    clock.whenMoved(review::lookNow);
  }

  /** Serves an empty review. */
  public static TestReview start() {
    return start(Map.of());
  }

  /** Serves an empty review with some settings, by name. */
  public static TestReview start(Map<String, String> settings) {
    Path folder = TestDatabase.folder();
    TestDatabase.begin(folder);
    TestReview review = new TestReview(folder, settings);
    review.review.serve();
    return review;
  }

  /** Serves what is in a folder and a database already. */
  public static TestReview open(Path folder, String database) {
    return open(folder, Map.of("database", database));
  }

  /** The same, with some settings, by name. */
  public static TestReview open(Path folder, Map<String, String> settings) {
    TestReview review = new TestReview(folder, settings);
    review.review.serve();
    return review;
  }

  /**
   * What another process beside this one would hold; to be closed first.
   *
   * @param itsClock may tell another time
   */
  public Holdings beside(InstantSource itsClock) {
    return Holdings.open(
        Settings.of(Map.of("data", folder.toString(), "database", TestDatabase.address(folder))),
        itsClock);
  }

  public URI at(String path) {
    return URI.create("http://localhost:" + review.port() + path);
  }

  /** GETs an address of the review; redirects are answered, not followed. */
  public HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** Sends any request. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Sends any request, for an answer of any kind. */
  public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> answer) {
    try {
      return client.send(request.build(), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public OneOfEach oneOfEach() {
    return new OneOfEach(review.versions(), review.stories());
  }

  public Editions editions() {
    return review.editions();
  }

  /** Begins a story with these few facts; see {@link StoryDraft}. */
  public StoryDraft story(String headline) {
    return new StoryDraft(this, headline);
  }

  public Section section(String name) {
    return section(name, "");
  }

  public Section section(String name, String description) {
    Optional<Section> known = review.mastheads().section(Slug.of(name).value());
    if (known.isPresent()) {
      return known.get();
    }
    int position = review.mastheads().sections().size();
    Section section =
        new Section(new SectionId(review.ids().next()), Slug.of(name), name, description, position);
    review.mastheads().save(section);
    return section;
  }

  public Topic topic(String name) {
    return review
        .topics()
        .bySlug(Slug.of(name).value())
        .orElseGet(
            () -> {
              Topic topic =
                  new Topic(
                      new TopicId(review.ids().next()),
                      Slug.of(name),
                      TopicKind.SUBJECT,
                      name,
                      "",
                      "");
              review
                  .facts()
                  .write(
                      telling -> {
                        review.topics().write(telling, topic);
                        return true;
                      });
              return topic;
            });
  }

  public Author author(String name) {
    return review
        .authors()
        .bySlug(Slug.of(name).value())
        .orElseGet(
            () -> {
              Author author =
                  new Author(new AuthorId(review.ids().next()), Slug.of(name), name, "");
              review.database().change(handle -> review.authors().write(handle, author));
              return author;
            });
  }

  public Source source(String name) {
    return review
        .sources()
        .bySlug(Slug.of(name).value())
        .orElseGet(
            () -> {
              Source source =
                  new Source(
                      new SourceId(review.ids().next()),
                      Slug.of(name),
                      name,
                      "An agency.",
                      "1975",
                      "Some Group",
                      "MT",
                      "en",
                      "https://" + Slug.of(name) + ".example/",
                      Optional.empty(),
                      Terms.OPEN);
              review.database().change(handle -> review.sources().write(handle, source));
              return source;
            });
  }

  /** Sets the masthead, in place of the unnamed one. */
  public void masthead(Masthead masthead) {
    review.mastheads().save(masthead);
  }

  public void language(String tag) {
    locale(Locale.forLanguageTag(tag), review.mastheads().masthead().zone());
  }

  public void zone(ZoneId zone) {
    locale(review.mastheads().masthead().language(), zone);
  }

  private void locale(Locale language, ZoneId zone) {
    Masthead now = review.mastheads().masthead();
    masthead(
        new Masthead(
            now.title(),
            now.tagline(),
            now.issnPrint(),
            now.issnOnline(),
            now.publisher(),
            now.contact(),
            now.about(),
            language,
            zone,
            now.logo(),
            now.fullTextFeeds()));
  }

  /** Takes a file into the library of pictures. */
  public Photo photo(byte[] file) {
    try {
      Path handedIn = Files.write(Files.createTempFile(folder, "photo", ".jpg"), file);
      Taken taken = review.media().takePhoto().take(handedIn, "photo.jpg", "Somebody");
      return taken.picture().orElseThrow(() -> new IllegalArgumentException(taken.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the search index has heard of all that happened. */
  public void awaitIndex() {
    Await.until(this::isIndexed);
  }

  /** Whether the search index has heard of all that happened. */
  public boolean isIndexed() {
    long told =
        review
            .database()
            .read(
                handle ->
                    handle
                        .createQuery("select coalesce(max(place), 0) from fact")
                        .mapTo(Long.class)
                        .one());
    return review.index().place().orElse(-1) >= told;
  }

  /** Waits until a search finds so many stories, versions of one event as one. */
  public void awaitIndex(int stories) {
    Await.until(
        () ->
            review.index().search(new SearchQuery.Everything(), Order.NEWEST, 0, 1).total()
                == stories);
  }

  /** Writes a story as it is, with the fact that this tells. */
  public Story save(Story story) {
    return review
        .facts()
        .write(
            telling ->
                review.writeStory().save(telling, story, review.mastheads().masthead().zone()));
  }

  /**
   * The files of the data folder that are like this, by name: what is asserted of them shall not
   * print them.
   *
   * @param content of a file, its bytes as Latin-1 characters
   */
  public List<Path> filesWhere(Predicate<String> content) throws IOException {
    return filesNow().entrySet().stream()
        .filter(file -> content.test(file.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Every file of the data folder, whole, its bytes as Latin-1 characters. The search index drops
   * files while we look; what is gone holds nothing.
   */
  public Map<Path, String> filesNow() throws IOException {
    Map<Path, String> contents = new HashMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes of) throws IOException {
            try {
              contents.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
            } catch (NoSuchFileException _) {
              return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
            if (why instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw why;
          }
        });
    return contents;
  }

  @Override
  public void close() {
    review.close();
    client.close();
    TestDatabase.drop(folder);
    try (Stream<Path> tree = Files.walk(folder)) {
      tree.sorted(Comparator.reverseOrder()).forEach(TestReview::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
