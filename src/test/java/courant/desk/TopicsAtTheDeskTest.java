package courant.desk;

import static org.assertj.core.api.Assertions.assertThat;

import courant.follow.Interest;
import courant.source.Source;
import courant.story.Listing;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.TestReview;
import courant.support.Visitor;
import courant.syndication.intake.Intake;
import courant.syndication.intake.Intakes;
import courant.topic.Topic;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stories are about, as the desk finds, names, joins and refuses it. */
@BothDatabases
class TopicsAtTheDeskTest {
  private TestReview review;
  private Visitor desk;

  @BeforeEach
  void start() {
    review = TestReview.start();
    desk = new Visitor(review);
    String link = review.review.members().ownersFirstLink("Olga").orElseThrow().value();
    desk.post("/desk/sign-in", "token", link);
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private Topic topic(String slug) {
    return review.review.topics().bySlug(slug).orElseThrow();
  }

  private String address(String slug) {
    return "/desk/topics/" + topic(slug).id().value();
  }

  private String publish(String headline, String body) {
    String story = desk.post("/desk/story").headers().firstValue("location").orElseThrow();
    desk.post(story, "action", "publish", "headline", headline, "body", "<p>" + body + "</p>");
    return story;
  }

  private List<String> topicsOf(String story) {
    long id = Long.parseLong(story.replaceFirst(".*/(\\d+).*", "$1"));
    return review.review.stories().byId(new StoryId(id)).orElseThrow().topics().stream()
        .map(Topic::name)
        .toList();
  }

  @Test
  void topicsAreFoundByNameAndAliasAndListedWithWhoFollowsThem() {
    desk.post("/desk/topics", "name", "Khalifa Haftar", "kind", "person");
    desk.post(
        address("khalifa-haftar"),
        "name",
        "Khalifa Haftar",
        "kind",
        "person",
        "description",
        "A commander in the east of Libya.",
        "aliases",
        "ar: خليفة حفتر\nField Marshal Haftar",
        "wikidata",
        "https://www.wikidata.org/wiki/Q1740264",
        "website",
        "https://lna.example/",
        "image",
        "https://pictures.example/haftar.jpg",
        "image-alt",
        "A man in uniform");
    new Visitor(review)
        .post("/my/follow", "kind", "topic", "key", "khalifa-haftar", "stance", "follow");
    String list = desk.get("/desk/topics?q=" + "field%20marshal").body();
    assertThat(Jsoup.parse(list).select(".topic-list tbody tr").text())
        .contains("Khalifa Haftar", "Person", "0 stories", "1 follower");
    assertThat(desk.get("/desk/topics?q=nobody").body()).contains("No topic goes by that name");
    assertThat(desk.get("/desk/topics?kind=place").body()).doesNotContain("Khalifa Haftar");

    String page = review.get("/topic/khalifa-haftar").body();
    assertThat(Jsoup.parse(page).select(".list-head").text())
        .contains("A commander in the east of Libya.", "خليفة حفتر");
    assertThat(page)
        .contains("https://www.wikidata.org/wiki/Q1740264", "https://lna.example/")
        .contains("src=\"https://pictures.example/haftar.jpg\"", "alt=\"A man in uniform\"");

    assertThat(topicsOf(publish("A visit", "On Monday Khalifa Haftar came. Haftar's men left.")))
        .contains("Khalifa Haftar");
    assertThat(topicsOf(publish("زيارة", "وصل خليفة حفتر إلى المدينة"))).contains("Khalifa Haftar");
  }

  @Test
  void aNameIsTheSameInAnyCaseOfAnyScript() {
    desk.post("/desk/topics", "name", "Ðo people", "kind", "subject");
    Topic topic = topic("ðo-people");
    desk.post(
        "/desk/topics/" + topic.id().value(),
        "name",
        "Ðo people",
        "kind",
        "subject",
        "aliases",
        "fr: Élysée\nru: Москва-река");
    String story = desk.post("/desk/story").headers().firstValue("location").orElseThrow();
    for (String typed : List.of("ÉLYSÉE", "élysée", "москва-РЕКА", "ðo PEOPLE")) {
      desk.post(story, "action", "save", "headline", "Which is it?", "topics", typed);
      assertThat(topicsOf(story)).as(typed).containsExactly("Ðo people");
      assertThat(
              Jsoup.parse(
                      desk.get("/desk/topics?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8))
                          .body())
                  .select(".topic-list tbody tr")
                  .text())
          .as(typed)
          .contains("Ðo people");
    }
  }

  @Test
  void mistakesAreToldBesideTheirFieldsAndNothingIsLost() {
    desk.post("/desk/topics", "name", "Sabha", "kind", "place");
    var refused =
        desk.post(
            address("sabha"),
            "name",
            "…",
            "kind",
            "place",
            "description",
            "kept as typed",
            "aliases",
            "fr: !!\nSebha",
            "wikidata",
            "Q0",
            "website",
            "javascript:alert(1)",
            "image",
            "data:image/png,x");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Jsoup.parse(refused.body()).select(".settings [role=alert]")).hasSize(5);
    assertThat(refused.body()).contains("kept as typed");
    assertThat(topic("sabha").name()).isEqualTo("Sabha");
    assertThat(desk.post("/desk/topics", "name", "?!", "kind", "place").statusCode())
        .isEqualTo(422);
    assertThat(
            desk.post("/desk/topics", "name", "sabha", "kind", "place")
                .headers()
                .firstValue("location"))
        .hasValueSatisfying(to -> assertThat(to).contains("done=topic-there"));
    assertThat(desk.get("/desk/topics/999").statusCode()).isEqualTo(404);
    desk.post(address("sabha") + "/delete");
    assertThat(review.review.topics().bySlug("sabha")).isEmpty();
  }

  @Test
  void oneOfTwoTopicsKeepsAllThatBothHad() {
    Story story = review.story("A visit").topic("Haftar").publish();
    Story both = review.story("Another").topic("Haftar").topic("Khalifa Haftar").publish();
    Visitor reader = new Visitor(review).signIn("reader@example.org");
    reader.post("/my/follow", "kind", "topic", "key", "haftar", "stance", "follow");
    assertThat(reader.get("/my").body()).contains("A visit");
    String asked = desk.get(address("haftar") + "/merge?into=khalifa%20haftar").body();
    assertThat(Jsoup.parse(asked).select("table").text())
        .contains("2 stories", "1 follower", "1 story");
    assertThat(desk.get(address("haftar") + "/merge?into=nobody").statusCode()).isEqualTo(422);
    String into = Long.toString(topic("khalifa-haftar").id().value());
    assertThat(desk.post(address("khalifa-haftar") + "/merge", "into", into).statusCode())
        .isEqualTo(404);
    desk.post(address("haftar") + "/merge", "into", into);

    assertThat(
            review
                .review
                .stories()
                .published(new Listing.About(topic("khalifa-haftar").id()), 0, 9))
        .extracting(Story::id)
        .containsExactlyInAnyOrder(story.id(), both.id());
    assertThat(reader.get("/my").body()).contains("A visit", "Khalifa Haftar");
    assertThat(
            review
                .review
                .follows()
                .followersOf(new Interest.Listed(new Listing.About(topic("khalifa-haftar").id())))
                .getCardinality())
        .isEqualTo(1);
    for (String end : List.of("", "/feed", "/feed.atom", "/feed.json")) {
      assertThat(review.get("/topic/haftar" + end).headers().firstValue("location"))
          .as(end)
          .hasValue("/topic/khalifa-haftar" + end);
    }
    assertThat(review.get(story.path()).body()).contains("/topic/khalifa-haftar");
    assertThat(topicsOf(publish("Alone", "On Friday Haftar spoke.")))
        .as("the old name is one of the new one's")
        .containsExactly("Khalifa Haftar");
  }

  @Test
  void whatWasWishedAndRuledForOneOfTwoTopicsHoldsForTheOther() {
    Topic from = review.topic("Haftar");
    Topic into = review.topic("Khalifa Haftar");
    for (String reader : List.of("a@example.org", "b@example.org")) {
      new Visitor(review).signIn(reader);
    }
    change(
        "insert into push_pace (reader_id, kind, target, query, pace)"
            + " select id, 'topic', ?, '', 'hourly' from reader",
        from.id().value());
    change(
        "insert into push_pace (reader_id, kind, target, query, pace)"
            + " select min(id), 'topic', ?, '', 'breaking' from reader",
        into.id().value());
    Intakes intakes = review.review.syndication().intake().intakes();
    Source agency = review.source("Agency");
    review
        .review
        .database()
        .change(handle -> intakes.write(handle, agency.id(), about("ports haftar khalifa-haftar")));
    desk.post(address("haftar") + "/merge", "into", Long.toString(into.id().value()));
    assertThat(paces(into)).containsExactly("breaking", "hourly");
    assertThat(paces(from)).isEmpty();
    assertThat(intakes.of(agency.id()).topicSlugs()).containsExactly("ports", "khalifa-haftar");
  }

  private void change(String sql, long topic) {
    review.review.database().change(handle -> handle.execute(sql, topic));
  }

  private static Intake about(String topics) {
    return new Intake(Intake.Destination.INBOX, Optional.empty(), topics, "", "", "", 0);
  }

  private List<String> paces(Topic topic) {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "select pace from push_pace where target = :topic order by reader_id")
                    .bind("topic", topic.id().value())
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void aTopicOfDraftsOrWhoseMailSomebodyGetsStays() {
    Topic written = review.topic("Written about");
    review.save(review.story("Draft").topic("Written about").in(new StoryState.Draft()));
    Topic mailed = review.topic("Mailed");
    new Visitor(review).signIn("reader@example.org");
    change(
        "insert into subscription (reader_id, kind, target, pace, weekday, hour, zone, since)"
            + " select id, 'topic', ?, 'daily', 1, 7, 'UTC', 0 from reader",
        mailed.id().value());
    Topic followed = review.topic("Followed");
    new Visitor(review)
        .signIn("other@example.org")
        .post("/my/follow", "kind", "topic", "key", "followed", "stance", "follow");
    for (Topic used : List.of(written, mailed, followed)) {
      String at = "/desk/topics/" + used.id().value();
      assertThat(Jsoup.parse(desk.get(at).body()).select("form[action$=delete]"))
          .as(used.name())
          .isEmpty();
      desk.post(at + "/delete");
      assertThat(review.review.topics().byId(used.id())).as(used.name()).isPresent();
    }
    String at = "/desk/topics/" + review.topic("Idle").id().value();
    assertThat(Jsoup.parse(desk.get(at).body()).select("form[action$=delete]")).hasSize(1);
    desk.post(at + "/delete");
    assertThat(review.review.topics().bySlug("idle")).isEmpty();
  }

  @Test
  void namesThatRecurAreSuggestedTakenGivenAndDismissed() {
    publish("One", "On Monday Amina Brahimi spoke. The Sahara Desk was there.");
    publish("Two", "On Friday Amina Brahimi spoke again. The Sahara Desk was not there.");
    review.save(
        review
            .story("Three")
            .body("<p>Then Amina Brahimi left with Rami Zayd.</p>")
            .source("An Agency", "https://agency.example/3")
            .in(new StoryState.Draft()));
    Await.until(() -> desk.get("/desk/topics/suggestions").body().contains("3 stories"));
    String page = desk.get("/desk/topics/suggestions").body();
    var names = Jsoup.parse(page).select(".candidates h2").eachText();
    assertThat(names).contains("Amina Brahimi", "Sahara Desk").doesNotContain("Rami Zayd");
    assertThat(Jsoup.parse(page).select(".candidates > li").first().text())
        .contains("3 stories", "Then Amina Brahimi left with Rami Zayd.");

    String decide = "/desk/topics/suggestions";
    String undo =
        desk.post(decide, "name", "Sahara Desk", "action", "dismiss")
            .headers()
            .firstValue("location")
            .orElseThrow();
    assertThat(Jsoup.parse(desk.get(undo).body()).select(".candidates h2").eachText())
        .doesNotContain("Sahara Desk");
    assertThat(desk.get(undo).body()).contains("“Sahara Desk” is not suggested again.");
    desk.post(decide, "name", "Sahara Desk", "action", "restore");
    assertThat(Jsoup.parse(desk.get(decide).body()).select(".candidates h2").eachText())
        .contains("Sahara Desk");

    assertThat(
            desk.post(decide, "name", "Sahara Desk", "action", "alias", "of", "Nobody")
                .statusCode())
        .isEqualTo(422);
    desk.post(decide, "name", "Amina Brahimi", "action", "accept", "kind", "person");
    desk.post(decide, "name", "Sahara Desk", "action", "alias", "of", "Amina Brahimi");
    assertThat(Jsoup.parse(desk.get(decide).body()).select(".candidates h2").eachText())
        .doesNotContain("Amina Brahimi", "Sahara Desk");
    assertThat(review.review.topics().aliases(topic("amina-brahimi").id()))
        .extracting(alias -> alias.name())
        .contains("Sahara Desk");
  }

  @Test
  void storiesPublishedBeforeAreFoundCountedTaggedAndLetGo() {
    String tells = publish("One", "On Monday Amina Brahimi spoke.");
    String refuses = publish("Two", "On Friday Amina Brahimi spoke again.");
    publish("Three", "The amina brahimi of old songs is no person.");
    desk.post("/desk/topics", "name", "Amina Brahimi", "kind", "person");
    desk.post(
        refuses,
        "action",
        "save",
        "headline",
        "Two",
        "topics",
        "Amina Brahimi",
        "body",
        "<p>On Friday Amina Brahimi spoke again.</p>");
    desk.post(
        refuses,
        "action",
        "save",
        "headline",
        "Two",
        "body",
        "<p>On Friday Amina Brahimi spoke again.</p>");
    review.awaitIndex(3);
    String page = desk.get(address("amina-brahimi")).body();
    assertThat(Jsoup.parse(page).select("#tag").text())
        .contains("2 published stories have one of its names");
    desk.post(address("amina-brahimi") + "/tag", "go", "true");
    Await.until(
        () -> desk.get(address("amina-brahimi")).body().contains("2 stories read. 1 tagged."));
    assertThat(topicsOf(tells)).containsExactly("Amina Brahimi");
    assertThat(topicsOf(refuses)).isEmpty();
    assertThat(review.get("/topic/amina-brahimi").body()).contains("One").doesNotContain("Two");
    desk.post(address("amina-brahimi") + "/tag", "undo", "true");
    assertThat(topicsOf(tells)).isEmpty();
    assertThat(review.get("/topic/amina-brahimi").body()).doesNotContain(">One<");
  }

  @Test
  void theWritingPageShowsWhatIsFoundAndWhereAndAnswersAreKept() {
    desk.post("/desk/topics", "name", "Khalifa Haftar", "kind", "person");
    desk.post("/desk/topics", "name", "Sabha", "kind", "place");
    String story = desk.post("/desk/story").headers().firstValue("location").orElseThrow();
    String body =
        "<p>On Monday Khalifa Haftar came to Sabha. Haftar's men left. The Libyan government said nothing.</p>";
    desk.post(story, "action", "save", "headline", "A visit", "body", body);
    var found = Jsoup.parse(desk.get(story).body()).select(".found-topics > li");
    assertThat(found.eachText()).hasSize(3).anyMatch(text -> text.startsWith("Libya"));
    assertThat(found.select("mark").eachText())
        .contains("Khalifa Haftar", "Haftar", "Sabha", "Libyan");
    assertThat(found.select("input[type=checkbox][checked]")).hasSize(3);

    desk.post(
        story,
        "action",
        "save",
        "headline",
        "A visit",
        "body",
        body,
        "offered",
        "Khalifa Haftar",
        "offered",
        "Sabha",
        "offered",
        "Libya",
        "found",
        "Khalifa Haftar",
        "found",
        "Libya");
    assertThat(topicsOf(story)).containsExactly("Khalifa Haftar", "Libya");
    assertThat(Jsoup.parse(desk.get(story).body()).select(".found-topics").text())
        .contains("taken away before");
    desk.post(
        story,
        "action",
        "publish",
        "headline",
        "A visit",
        "body",
        body,
        "topics",
        "Khalifa Haftar, Libya");
    assertThat(topicsOf(story))
        .as("what was taken away stays away")
        .containsExactly("Khalifa Haftar", "Libya");
    desk.post(story, "action", "save", "headline", "A visit", "body", body, "topics", "Libya");
    desk.post(
        story, "action", "save", "headline", "A visit again", "body", body, "topics", "Libya");
    assertThat(topicsOf(story)).containsExactly("Libya");
    desk.post(
        story,
        "action",
        "save",
        "headline",
        "A visit",
        "body",
        body,
        "topics",
        "Libya",
        "found",
        "Sabha");
    assertThat(topicsOf(story))
        .as("the desk may think better of it")
        .containsExactly("Libya", "Sabha");
  }
}
