package courant.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.Freshness;
import courant.media.Photos;
import courant.platform.config.Logging;
import courant.platform.db.Database;
import courant.platform.job.Fact;
import courant.platform.job.Facts;
import courant.story.Stories;
import courant.story.StoryFact;
import courant.story.StoryPictures;
import courant.support.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A story that was withdrawn is in no memory, even if the database is gone at that moment. */
class FreshnessTest {
  static {
    Logging.configure();
  }

  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Database goneWhen(AtomicBoolean gone) {
    return (Database)
        Proxy.newProxyInstance(
            Database.class.getClassLoader(),
            new Class<?>[] {Database.class},
            (_, method, arguments) -> {
              if (gone.get()) {
                throw new IllegalStateException("the database is gone, on purpose");
              }
              try {
                return method.invoke(database, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void allIsDroppedIfWhatHasChangedCannotBeRead() {
    AtomicBoolean gone = new AtomicBoolean();
    Database sometimes = goneWhen(gone);
    Published published = new Published();
    try (Facts facts = new Facts(sometimes, InstantSource.fixed(Instant.EPOCH))) {
      Freshness freshness =
          new Freshness(
              published,
              new Stories(sometimes, facts),
              new StoryPictures(sometimes),
              new Photos(sometimes));
      Response page = Response.text("page\n").published(Set.of("story:1"), Instant.EPOCH);
      published.keep(
          "/page", PublishedBytes.kept(page, List.of()), page.shows(), published.moment());
      gone.set(true);
      freshness.hear(new Fact(1, StoryFact.kind(StoryFact.Withdrawn.class), 1, Instant.EPOCH));
      assertThat(published.at("/page")).isNull();
    }
  }
}
