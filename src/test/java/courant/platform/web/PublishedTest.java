package courant.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is kept is dropped by each of its tags, whatever has to go for room meanwhile. */
class PublishedTest {
  private static final PublishedBytes BYTES =
      PublishedBytes.kept(
          Response.text("page\n").published(Set.of("tag"), Instant.EPOCH), List.of());

  private static void keep(Published published, String address, String tag) {
    published.keep(address, BYTES, Set.of(tag, "all"), published.moment());
  }

  @Test
  void whatIsDroppedIsGoneAndNothingElse() {
    Published published = new Published();
    keep(published, "/a", "a");
    keep(published, "/b", "b");
    published.drop(Set.of("a"));
    assertThat(published.at("/a")).isNull();
    assertThat(published.at("/b")).isNotNull();
    published.drop(Set.of("all"));
    assertThat(published.at("/b")).isNull();
  }

  @Test
  void whatIsRenderedAnewIsFoundByWhatItShowsNow() {
    Published published = new Published();
    keep(published, "/a", "before");
    keep(published, "/a", "now");
    published.drop(Set.of("before"));
    assertThat(published.at("/a")).isNotNull();
    published.drop(Set.of("now"));
    assertThat(published.at("/a")).isNull();
  }

  @Test
  void nothingStaysThatWasKeptWhileOtherThingsWentForRoom() throws Exception {
    Published published = new Published(3L * BYTES.weight());
    try (ExecutorService together = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> left = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String own = "/" + i + "/";
        left.add(together.submit(() -> keepAndDrop(published, own)));
      }
      for (Future<Integer> one : left) {
        assertThat(one.get()).isZero();
      }
    }
  }

  /** Of addresses and tags that nobody else has; how many were there after they were dropped. */
  private static int keepAndDrop(Published published, String own) {
    int left = 0;
    for (int round = 0; round < 5_000; round++) {
      for (int i = 0; i < 8; i++) {
        keep(published, own + i % 4, own + i % 4);
      }
      for (int i = 0; i < 4; i++) {
        published.drop(Set.of(own + i));
        left += published.at(own + i) == null ? 0 : 1;
      }
    }
    return left;
  }
}
