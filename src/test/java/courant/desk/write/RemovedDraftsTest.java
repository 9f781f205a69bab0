package courant.desk.write;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.source.Terms;
import courant.story.Story;
import courant.story.StoryId;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.PartnerServer;
import courant.support.TestReview;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Drafts from partners that the desk throws away, while their feeds go on. */
@BothDatabases
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemovedDraftsTest {
  private final PartnerServer far = new PartnerServer();
  private TestReview review;
  private Newsperson editor;

  @BeforeAll
  void start() {
    review = TestReview.start(Map.of("allow-private", far.host()));
    editor = new Newsperson(review, Role.EDITOR);
  }

  @AfterAll
  void stop() {
    review.close();
    far.close();
  }

  private void feed(String name, String... titles) {
    StringBuilder items = new StringBuilder();
    for (String title : titles) {
      items
          .append("<item><guid>urn:")
          .append(name)
          .append(title)
          .append("</guid><title>")
          .append(title)
          .append("</title><description>All of it.</description></item>");
    }
    far.put(
        "/" + name,
        "application/rss+xml",
        "<rss version='2.0'><channel><title>" + name + "</title>" + items + "</channel></rss>");
  }

  private void poll() {
    review.review.syndication().poll().all(_ -> {});
  }

  private StoryId drafted(String name, String title) {
    feed(name, title);
    review
        .review
        .syndication()
        .add(URI.create(far.at("/" + name)), name, Terms.OPEN, false, Optional.empty());
    poll();
    return stories(name).getFirst().id();
  }

  private List<Story> stories(String source) {
    return review.review.stories().after(0, 1_000).stream()
        .filter(
            story -> story.origin().filter(from -> from.source().name().equals(source)).isPresent())
        .toList();
  }

  private String remove(StoryId story) {
    return several("story", Long.toString(story.value()), "action", "remove");
  }

  private String several(String... fields) {
    return editor.post("/desk/stories", fields).headers().firstValue("location").orElseThrow();
  }

  @Test
  void whatWasRemovedDoesNotComeBackWithTheNextChangeOfTheFeed() {
    remove(drafted("herald", "Old"));
    feed("herald", "New", "Old");
    poll();
    assertThat(stories("herald")).extracting(Story::headline).containsExactly("New");
  }

  @Test
  void whatWasBroughtBackDoesNotComeASecondTime() {
    StoryId story = drafted("courier", "Old");
    String gone = remove(story);
    String undo = Jsoup.parse(editor.get(gone).body()).select("button[name=undo]").val();
    several("undo", undo);
    feed("courier", "New", "Old");
    poll();
    assertThat(stories("courier"))
        .extracting(Story::headline)
        .containsExactlyInAnyOrder("New", "Old");
    remove(story);
    feed("courier", "Newer", "New", "Old");
    poll();
    assertThat(stories("courier"))
        .extracting(Story::headline)
        .containsExactlyInAnyOrder("Newer", "New");
  }
}
