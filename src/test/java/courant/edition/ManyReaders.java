package courant.edition;

import courant.follow.Interest;
import courant.platform.crypto.Token;
import courant.platform.db.Database;
import courant.reader.ReaderId;
import courant.story.Listing;
import courant.support.TestReview;
import courant.topic.TopicId;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * A made-up public: readers with 20 follows each, over 20,000 topics of which few are followed by
 * many, and 50,000 stories on six topics each. The same in every run.
 */
final class ManyReaders {
  static final int FOLLOWS = 20;

  /** As many as have a session, so that they can ask for their pages. */
  private static final int SIGNED_IN = 20_000;

  private static final int TOPICS = 20_000;
  private static final int STORIES = 50_000;

  private final int readers;
  private final Random random = new Random(7);

  ManyReaders(int readers) {
    this.readers = readers;
  }

  int count() {
    return readers;
  }

  /** Those whose cookie {@code reader=bench-N} is known, N from 1 on. */
  int signedIn() {
    return Math.min(readers, SIGNED_IN);
  }

  ReaderId anyone() {
    return new ReaderId(1 + random.nextInt(readers));
  }

  /** The n-th is drawn in proportion to 1/n, about. */
  Interest.Listed anyTopic() {
    return about(topic());
  }

  private int topic() {
    return 1 + (int) Math.min(TOPICS - 1, Math.pow(TOPICS, random.nextDouble()));
  }

  static Interest.Listed about(int topic) {
    return new Interest.Listed(new Listing.About(new TopicId(topic)));
  }

  /** Writes all of it, unless it is there. */
  void fill(Database database) {
    long there =
        database.read(
            handle -> handle.createQuery("select count(*) from story").mapTo(Long.class).one());
    if (there > 0) {
      return;
    }
    database.change(this::fillTopics);
    for (int from = 1; from <= STORIES; from += 5_000) {
      int first = from;
      database.change(handle -> fillStories(handle, first, first + 5_000));
    }
    for (int from = 1; from <= readers; from += 10_000) {
      int first = from;
      database.change(handle -> fillFollows(handle, first, Math.min(readers + 1, first + 10_000)));
    }
    database.change(this::fillSessions);
  }

  private void fillTopics(Handle handle) {
    PreparedBatch topics =
        handle.prepareBatch(
            "insert into topic (id, slug, kind, name, description, wikidata)"
                + " values (?, ?, 'subject', ?, '', '')");
    PreparedBatch interests =
        handle.prepareBatch(
            "insert into interest (id, kind, target, query) values (?, 'topic', ?, '')");
    for (int i = 1; i <= TOPICS; i++) {
      topics.add(i, "topic-" + i, "Topic " + i);
      interests.add(i, i);
    }
    topics.execute();
    interests.execute();
    handle.execute(
        "insert into section (id, slug, name, description, position) values (1, 'world', 'World', '', 0)");
  }

  private void fillStories(Handle handle, int from, int to) {
    PreparedBatch stories =
        handle.prepareBatch(
            """
            insert into story (id, slug, state, path, headline, standfirst, body, dateline, section_id,
              language, published, updated, changed, revision)
            values (?, ?, 'published', ?, 'A headline of some length', 'A standfirst that says more.',
              ?, '', 1, 'en', ?, ?, ?, 1)
            """);
    PreparedBatch topics =
        handle.prepareBatch(
            "insert into story_topic (story_id, topic_id, position, published) values (?, ?, ?, ?)"
                + " on conflict do nothing");
    String body = "<p>" + "Some words of a story. ".repeat(150) + "</p>";
    for (int i = from; i < to; i++) {
      stories.add(i, "story-" + i, "/2026/01/story-" + i, body, i * 60_000L, i * 60_000L, 0L);
      for (int place = 0; place < 6; place++) {
        topics.add(i, topic(), place, i * 60_000L);
      }
    }
    stories.execute();
    topics.execute();
  }

  private void fillFollows(Handle handle, int from, int to) {
    PreparedBatch all =
        handle.prepareBatch(
            "insert into reader (id, since) values (?, " + TestReview.NOON.toEpochMilli() + ")");
    PreparedBatch follows =
        handle.prepareBatch(
            "insert into follow (reader_id, interest_id, mute) values (?, ?, 0) on conflict do nothing");
    for (int reader = from; reader < to; reader++) {
      all.add(reader);
      for (int i = 0; i < FOLLOWS; i++) {
        follows.add(reader, topic());
      }
    }
    all.execute();
    follows.execute();
  }

  /** Signed in: {@code reader=bench-N} is the cookie of the N-th. */
  private void fillSessions(Handle handle) {
    PreparedBatch sessions =
        handle.prepareBatch(
            "insert into reader_session (id, token_hash, reader_id, began, seen, agent)"
                + " values (?, ?, ?, ?, ?, '')");
    long noon = TestReview.NOON.toEpochMilli();
    for (int i = 1; i <= signedIn(); i++) {
      sessions.add(i, new Token("bench-" + i).hash(), 1 + random.nextInt(readers), noon, noon);
    }
    sessions.execute();
  }
}
