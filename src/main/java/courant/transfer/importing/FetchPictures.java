package courant.transfer.importing;

import courant.masthead.Mastheads;
import courant.media.Photo;
import courant.media.TakePhoto;
import courant.media.Taken;
import courant.platform.db.Database;
import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Facts;
import courant.story.Picture;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.WriteStory;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the pictures that imported stories show from elsewhere into the library, one after the
 * other and story by story: stopped at any moment, it goes on with the stories that are left.
 */
public final class FetchPictures {
  /** Sanitised HTML has no {@code >} in an attribute. */
  private static final Pattern IMAGE =
      Pattern.compile("<img\\b([^>]*?)\\ssrc=\"(https?://[^\"]+)\"([^>]*)>");

  private static final Pattern SIZES =
      Pattern.compile(" (?:srcset|sizes|width|height|loading)=\"[^\"]*\"");

  private static final int LARGEST = 50 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
  private static final int TRIES = 3;

  private final Database database;
  private final Facts facts;
  private final Mastheads mastheads;
  private final Stories stories;
  private final WriteStory writeStory;
  private final TakePhoto takePhoto;
  private final Outgoing outgoing;
  private final Duration pause;
  private final InstantSource clock;
  private final Map<String, Optional<Photo>> asked = new HashMap<>();

  /**
   * @param pause between two requests
   */
  public FetchPictures(
      Database database,
      Facts facts,
      Mastheads mastheads,
      Stories stories,
      WriteStory writeStory,
      TakePhoto takePhoto,
      Outgoing outgoing,
      Duration pause,
      InstantSource clock) {
    this.database = database;
    this.facts = facts;
    this.mastheads = mastheads;
    this.stories = stories;
    this.writeStory = writeStory;
    this.takePhoto = takePhoto;
    this.outgoing = outgoing;
    this.pause = pause;
    this.clock = clock;
  }

  /** Looks through everything that was imported, now or before. */
  public void run(ImportReport report, Importer.Progress progress) throws IOException {
    List<StoryId> imported = imported();
    int done = 0;
    for (StoryId id : imported) {
      Optional<Story> story = stories.byId(id);
      if (story.isPresent()) {
        fetch(story.get(), report);
      }
      progress.at(++done, imported.size());
    }
  }

  private List<StoryId> imported() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select distinct own_id from imported where kind = 'story' order by own_id")
                .map((row, _) -> new StoryId(row.getLong(1)))
                .list());
  }

  private void fetch(Story story, ImportReport report) throws IOException {
    Map<String, Photo> fetched = new HashMap<>();
    for (String address : foreign(story)) {
      if (!asked.containsKey(address)) {
        asked.put(address, photo(address, report));
      }
      asked.getOrDefault(address, Optional.empty()).ifPresent(photo -> fetched.put(address, photo));
    }
    if (!fetched.isEmpty()) {
      facts.write(
          telling -> {
            // As it is now: somebody may have worked on it while we waited for its pictures.
            stories
                .byId(telling.handle(), story.id())
                .ifPresent(
                    now ->
                        writeStory.saveImported(
                            telling, showing(now, fetched), mastheads.masthead().zone()));
            return true;
          });
    }
  }

  private static Set<String> foreign(Story story) {
    Set<String> addresses = new LinkedHashSet<>();
    story
        .lead()
        .map(Picture::src)
        .filter(src -> src.matches("https?://.*"))
        .ifPresent(addresses::add);
    Matcher images = IMAGE.matcher(story.body());
    while (images.find()) {
      addresses.add(plain(images.group(2)));
    }
    return addresses;
  }

  private static String plain(String attribute) {
    return attribute.replace("&amp;", "&");
  }

  private Optional<Photo> photo(String address, ImportReport report) throws IOException {
    Path file = Files.createTempFile("courant", ".picture");
    try {
      String problem = download(address, file);
      if (!problem.isEmpty()) {
        report.partly(address, problem);
        return Optional.empty();
      }
      String name = address.replaceAll("[?#].*", "").replaceAll(".*/", "");
      return switch (takePhoto.take(file, name, "")) {
        case Taken.New(var photo) -> {
          report.pictures++;
          yield Optional.of(photo);
        }
        case Taken.Known(var photo) -> Optional.of(photo);
        case Taken.Refused(var fault) -> {
          report.partly(address, "is no picture the library takes: " + fault);
          yield Optional.empty();
        }
        case Taken.NotKept(var why) -> throw new IOException(why);
      };
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** What was wrong; empty if the file is there. */
  private String download(String address, Path file) throws IOException {
    Optional<URI> uri = uri(address);
    if (uri.isEmpty()) {
      return "is no address";
    }
    for (int attempt = 1; ; attempt++) {
      rest(pause);
      switch (outgoing.send(Ask.get(uri.get()).within(LARGEST, PATIENCE))) {
        case Outcome.Answered answer when answer.ok() -> {
          Files.write(file, answer.body());
          return "";
        }
        case Outcome.Answered answer -> {
          boolean busy = answer.status() == 429 || answer.status() == 503;
          if (!busy || attempt == TRIES) {
            return "answers " + answer.status();
          }
          Duration asked = answer.retryAfter(clock.instant()).orElse(pause.multipliedBy(10));
          rest(asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked);
        }
        case Outcome.Refused(var reason) -> {
          return "was not asked: " + reason;
        }
        case Outcome.Failed(_, var reason) -> {
          if (attempt == TRIES) {
            return reason;
          }
        }
      }
    }
  }

  private static Optional<URI> uri(String address) {
    try {
      return Optional.of(new URI(address.replace(" ", "%20")));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /** The far side is somebody's small server, more often than not. */
  private static void rest(Duration how) {
    try {
      Thread.sleep(how);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Story showing(Story story, Map<String, Photo> fetched) {
    Optional<Picture> lead =
        story
            .lead()
            .map(
                now ->
                    fetched.containsKey(now.src())
                        ? new Picture(
                            fetched.get(now.src()).src(),
                            0,
                            0,
                            now.alt(),
                            now.caption(),
                            now.credit())
                        : now);
    String body =
        IMAGE
            .matcher(story.body())
            .replaceAll(
                image -> {
                  Photo photo = fetched.get(plain(image.group(2)));
                  return Matcher.quoteReplacement(
                      photo == null
                          ? image.group()
                          : "<img"
                              + SIZES.matcher(image.group(1)).replaceAll("")
                              + " src=\""
                              + photo.src()
                              + "\""
                              + SIZES.matcher(image.group(3)).replaceAll("")
                              + ">");
                });
    return story.illustrated(lead, body);
  }
}
