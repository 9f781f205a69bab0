package courant.desk.api;

import static courant.desk.api.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import courant.desk.Member;
import courant.desk.Members;
import courant.platform.web.Role;
import courant.platform.web.Routes;
import courant.story.StoryState;
import courant.support.BothDatabases;
import courant.support.TestPhotos;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program's day at the desk, and what it is refused. */
@BothDatabases
class ApiTest {
  private TestReview review;
  private ApiClient editor;

  @BeforeEach
  void start() {
    review = TestReview.start();
    editor = new ApiClient(review, Role.EDITOR);
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private static JsonObject words(String headline) {
    return new JsonObject()
        .put("headline", headline)
        .put("body", "<p>Text<script>alert(1)</script></p>")
        .put("byline", new JsonArray().add("Ada Writer").add("Bo Other"))
        .put("topics", new JsonArray().add("Harbour"));
  }

  private static String tag(HttpResponse<String> response) {
    return response.headers().firstValue("etag").orElseThrow();
  }

  @Test
  void aStoryIsWrittenPublishedCorrectedWithdrawnAndBroughtBack() {
    review.section("World");
    HttpResponse<String> begun =
        editor.post("/stories", words("From a program").put("section", "world"));
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
    String id = json(begun).getString("id");
    assertThat(begun.headers().firstValue("location")).contains("/api/v1/stories/" + id);
    assertThat(json(begun).getString("state")).isEqualTo("draft");
    assertThat(json(begun).getString("body")).doesNotContain("script");
    HttpResponse<String> out = editor.send("POST", "/stories/" + id + "/publish", "");
    assertThat(out.statusCode()).as(out.body()).isEqualTo(200);
    String path = json(out).getString("address").replaceFirst("https?://[^/]+", "");
    assertThat(review.get(path).body())
        .contains("<h1>From a program</h1>", "Ada Writer", "Bo Other");
    JsonObject change =
        new JsonObject().put("headline", "Corrected").put("note", "A name was wrong.");
    HttpResponse<String> corrected =
        editor.send("PATCH", "/stories/" + id, change.encode(), "If-Match", tag(out));
    assertThat(corrected.statusCode()).as(corrected.body()).isEqualTo(200);
    assertThat(review.get(path).body())
        .contains("<h1>Corrected</h1>", "A name was wrong.", "Ada Writer");
    HttpResponse<String> late =
        editor.send("PATCH", "/stories/" + id, change.encode(), "If-Match", tag(out));
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(json(late).getString("code")).isEqualTo("overtaken");
    assertThat(editor.send("PATCH", "/stories/" + id, change.encode()).statusCode()).isEqualTo(428);
    editor.post("/stories/" + id + "/withdraw", new JsonObject().put("reason", "Not so."));
    assertThat(review.get(path).statusCode()).isEqualTo(410);
    assertThat(editor.send("POST", "/stories/" + id + "/publish", "").statusCode()).isEqualTo(409);
    editor.send("POST", "/stories/" + id + "/reinstate", "");
    assertThat(review.get(path).statusCode()).isEqualTo(200);
    assertThat(json(editor.get("/stories/" + id + "/revisions")).getJsonArray("items")).hasSize(6);
  }

  @Test
  void aChangeIsMadeToTheRevisionItNamesOrToNone() {
    String id = json(editor.post("/stories", words("Tagged"))).getString("id");
    String tag = tag(editor.get("/stories/" + id));
    String digits = tag.replace("\"", "");
    for (String stale :
        List.of("\"0\"", "W/" + tag, digits, "\"0\", \"1000\"", "\"*\"", "*, \"0\"", "?", "")) {
      HttpResponse<String> refused =
          editor.send("PATCH", "/stories/" + id, "{\"headline\":\"Late\"}", "If-Match", stale);
      assertThat(refused.statusCode()).as(stale).isEqualTo(412);
      assertThat(json(refused).getString("detail")).contains(tag);
      assertThat(
              editor
                  .send("POST", "/stories/" + id + "/publish", "", "If-Match", stale)
                  .statusCode())
          .as(stale)
          .isEqualTo(412);
    }
    for (String good : List.of("*", " * ")) {
      assertThat(
              editor
                  .send("PATCH", "/stories/" + id, "{\"headline\":\"On\"}", "If-Match", good)
                  .statusCode())
          .as(good)
          .isEqualTo(200);
    }
    String several = "W/\"7\", \"0\" ,," + tag(editor.get("/stories/" + id));
    assertThat(
            editor
                .send("PATCH", "/stories/" + id, "{\"headline\":\"In\"}", "If-Match", several)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aPictureThatIsHandedInBecomesTheLogo() {
    String picture = json(editor.file("/media", TestPhotos.jpeg(900, 300))).getString("address");
    JsonObject logo = new JsonObject().put("logo", picture);
    String kept = json(editor.send("PATCH", "/masthead", logo.encode())).getString("logo");
    assertThat(review.get("/").body()).contains("<img src=\"" + kept + "\"");
    review.source("Agency");
    assertThat(json(editor.send("PATCH", "/sources/agency", logo.encode())).getString("logo"))
        .as("in whatever size there is by now")
        .startsWith(picture.substring(0, picture.lastIndexOf('/')));
    for (String path : List.of("/masthead", "/sources/agency")) {
      HttpResponse<String> refused =
          editor.send("PATCH", path, "{\"logo\":\"/media/nothing/720.png\"}");
      assertThat(refused.statusCode()).as(path).isEqualTo(422);
      assertThat(json(refused).getJsonArray("errors").getJsonObject(0).getString("pointer"))
          .isEqualTo("/logo");
      assertThat(json(editor.send("PATCH", path, "{\"logo\":\"\"}")).getString("logo")).isEmpty();
    }
    assertThat(review.get("/").body()).doesNotContain(kept);
  }

  @Test
  void partnersAreListedPageByPage() {
    List.of("Agency", "Bureau", "Courier").forEach(review::source);
    JsonObject first = json(editor.get("/sources?limit=2"));
    assertThat(first.getJsonArray("items")).hasSize(2);
    JsonObject last = json(editor.get("/sources?limit=2&cursor=" + first.getString("next")));
    assertThat(last.getJsonArray("items").getJsonObject(0).getString("name")).isEqualTo("Courier");
    assertThat(last.getString("next")).isNull();
  }

  @Test
  void aScheduledStoryGoesOutAtItsHourAndCanBeTakenBack() {
    String id = json(editor.post("/stories", words("Later"))).getString("id");
    String due = review.clock.instant().plus(Duration.ofHours(1)).toString();
    HttpResponse<String> scheduled =
        editor.post("/stories/" + id + "/schedule", new JsonObject().put("due", due));
    assertThat(json(scheduled).getString("due")).isEqualTo(due);
    assertThat(json(editor.send("POST", "/stories/" + id + "/unschedule", "")).getString("state"))
        .isEqualTo("draft");
    editor.post("/stories/" + id + "/schedule", new JsonObject().put("due", due));
    review.clock.advance(Duration.ofHours(2));
    review.review.publishDue().run();
    assertThat(json(editor.get("/stories/" + id)).getString("state")).isEqualTo("published");
  }

  @Test
  void listsAreReadPageByPage() {
    for (int i = 0; i < 7; i++) {
      review.story("Number " + i).publish();
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page = json(editor.get("/stories?limit=3&state=published" + cursor));
      for (Object item : page.getJsonArray("items")) {
        seen.add(((JsonObject) item).getString("headline"));
      }
      String next = page.getString("next");
      cursor = next == null ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(7).doesNotHaveDuplicates().first().isEqualTo("Number 6");
    assertThat(json(editor.get("/stories?q=NUMBER%203")).getJsonArray("items")).hasSize(1);
    review.story("Élections").publish();
    assertThat(json(editor.get("/stories?q=%C3%A9LECTIONS")).getJsonArray("items")).hasSize(1);
  }

  @Test
  void mastheadSectionsAndFrontPageAreChanged() {
    HttpResponse<String> wrong =
        editor.send("PATCH", "/masthead", "{\"issn-online\":\"2330-7170\",\"zone\":\"Mars\"}");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("/issn-online", "/zone");
    assertThat(editor.send("PATCH", "/masthead", "{\"title\":\"The Program\"}").statusCode())
        .isEqualTo(200);
    assertThat(review.get("/").body()).contains("The Program");
    HttpResponse<String> section = editor.send("POST", "/sections", "{\"name\":\"Science\"}");
    assertThat(section.statusCode()).isEqualTo(201);
    editor.send("PATCH", "/sections/science", "{\"name\":\"Sciences\"}");
    assertThat(review.get("/section/science").body()).contains("Sciences");
    String first = Long.toString(review.story("First").publish().id().value());
    review.story("Second").publish();
    assertThat(editor.send("PUT", "/front", "{\"stories\":[\"" + first + "\"]}").statusCode())
        .isEqualTo(200);
    assertThat(json(editor.get("/front")).getJsonArray("stories")).containsExactly(first);
    String draft = json(editor.post("/stories", words("Secret"))).getString("id");
    assertThat(editor.send("PUT", "/front", "{\"stories\":[\"" + draft + "\"]}").statusCode())
        .isEqualTo(422);
  }

  @Test
  void aPostThatIsSentTwiceIsDoneOnce() {
    HttpResponse<String> one = editor.post("/stories", words("Once"), "Idempotency-Key", "k1");
    HttpResponse<String> two = editor.post("/stories", words("Once"), "Idempotency-Key", "k1");
    assertThat(two.statusCode()).isEqualTo(201);
    assertThat(json(two).getString("id")).isEqualTo(json(one).getString("id"));
    assertThat(two.headers().firstValue("idempotency-replayed")).contains("true");
    assertThat(two.headers().firstValue("location"))
        .isEqualTo(one.headers().firstValue("location"));
    assertThat(editor.post("/stories", words("Other"), "Idempotency-Key", "k1").statusCode())
        .isEqualTo(422);
    assertThat(json(editor.get("/stories?q=once")).getJsonArray("items")).hasSize(1);
    review.clock.advance(Duration.ofHours(25));
    assertThat(
            json(editor.post("/stories", words("Once"), "Idempotency-Key", "k1")).getString("id"))
        .isNotEqualTo(json(one).getString("id"));
  }

  @Test
  void whatIsStillBeingDoneIsSaidToBe() {
    editor.post("/stories", words("Once"), "Idempotency-Key", "k1");
    review
        .review
        .database()
        .change(handle -> handle.execute("update api_answer set status = null, body = ''"));
    HttpResponse<String> again = editor.post("/stories", words("Once"), "Idempotency-Key", "k1");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(json(again).getString("code")).isEqualTo("underway");
  }

  @Test
  void anAnswerThatHoldsASecretIsNotKept() throws Exception {
    ApiClient owner = new ApiClient(review, Role.OWNER);
    JsonObject mo = new JsonObject().put("name", "Mo").put("role", "AUTHOR");
    String link = json(owner.post("/staff", mo, "Idempotency-Key", "mo")).getString("link");
    HttpResponse<String> again = owner.post("/staff", mo, "Idempotency-Key", "mo");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(json(again).getString("code")).isEqualTo("done");
    String secret = link.substring(link.lastIndexOf('/') + 1);
    assertThat(review.filesWhere(file -> file.contains(secret))).isEmpty();
  }

  @Test
  void whatIsWrongIsSaidFieldByField() {
    JsonObject bad =
        new JsonObject()
            .put("headline", 7)
            .put("byline", new JsonArray().add("A, B"))
            .put("colour", "red")
            .put("picture", new JsonObject().put("alt", new JsonArray()));
    HttpResponse<String> response = editor.post("/stories", bad);
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    List<String> pointers =
        json(response).getJsonArray("errors").stream()
            .map(error -> ((JsonObject) error).getString("pointer"))
            .toList();
    assertThat(pointers)
        .containsExactlyInAnyOrder("/headline", "/byline/0", "/colour", "/picture/alt");
    assertThat(editor.post("/stories", new JsonObject().put("section", "none")).body())
        .contains("/section");
    assertThat(editor.get("/stories?limit=1000").body()).contains("?limit");
    assertThat(editor.get("/stories/999").statusCode()).isEqualTo(404);
    assertThat(editor.get("/nothing").headers().firstValue("content-type"))
        .contains("application/problem+json");
  }

  @Test
  void hostileBodiesAreRefused() {
    assertThat(editor.send("POST", "/stories", "{").statusCode()).isEqualTo(400);
    assertThat(editor.send("POST", "/stories", "[1]").statusCode()).isEqualTo(400);
    assertThat(editor.send("POST", "/stories", "{\"a\":".repeat(50_000)).statusCode())
        .isEqualTo(400);
    assertThat(
            editor
                .send("POST", "/stories", "{\"headline\":\"" + "x".repeat(1_100_000) + "\"}")
                .statusCode())
        .isEqualTo(413);
    HttpResponse<String> huge =
        editor.send("POST", "/stories", "{\"headline\":\"" + "x".repeat(3_000_000) + "\"}");
    assertThat(huge.statusCode()).isEqualTo(413);
    assertThat(huge.headers().firstValue("content-type")).contains("application/problem+json");
  }

  @Test
  void aTokenThatAsksTooMuchWaits() {
    HttpResponse<String> first = editor.get("/sections");
    assertThat(first.headers().firstValue("ratelimit").orElse("")).contains("r=599");
    for (int i = 1; i < RateLimit.MOST; i++) {
      assertThat(editor.get("/sections").statusCode()).isEqualTo(200);
    }
    HttpResponse<String> one = editor.get("/sections");
    assertThat(one.statusCode()).isEqualTo(429);
    assertThat(one.headers().firstValue("retry-after")).isPresent();
    review.clock.advance(Duration.ofSeconds(1));
    assertThat(editor.get("/sections").statusCode()).isEqualTo(200);
  }

  @Test
  void everyOperationKeepsOutWhoMayNot() {
    List<String> faults = new ArrayList<>();
    List<Routes.Route> routes =
        review.review.routes().all().stream()
            .filter(route -> route.path().startsWith("/api/v1/"))
            .toList();
    assertThat(routes).hasSizeGreaterThan(30);
    for (Role role : Member.ROLES) {
      ApiClient client = new ApiClient(review, role);
      ApiClient scopeless = new ApiClient(review, role, List.of());
      for (Routes.Route route : routes) {
        String path = route.path().substring(7).replaceAll(":[a-z]+", "1");
        String case_ = role + " " + route.method() + " " + path;
        int status = client.send(route.method(), path, "").statusCode();
        if ((status == 403) == (role.compareTo(route.role()) >= 0)) {
          faults.add(case_ + " " + status);
        }
        if (scopeless.send(route.method(), path, "").statusCode() != 403) {
          faults.add(case_ + " without a scope");
        }
      }
    }
    for (Routes.Route route : routes) {
      String path = route.path().replaceAll(":[a-z]+", "1");
      HttpResponse<String> nobody =
          review.send(
              HttpRequest.newBuilder(review.at(path))
                  .header("Authorization", "Bearer guess")
                  .method(route.method(), HttpRequest.BodyPublishers.noBody()));
      if (nobody.statusCode() != 401) {
        faults.add("nobody " + path);
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void aContributorsTokenCannotChangeWhatReadersSee() {
    ApiClient contributor = new ApiClient(review, Role.CONTRIBUTOR);
    String id = Long.toString(review.story("Out").publish().id().value());
    assertThat(
            contributor
                .send("PATCH", "/stories/" + id, "{\"headline\":\"In\"}", "If-Match", "*")
                .statusCode())
        .isEqualTo(403);
    ApiClient writes = new ApiClient(review, Role.EDITOR, List.of(Scope.STORIES_WRITE));
    HttpResponse<String> refused =
        writes.send("PATCH", "/stories/" + id, "{\"headline\":\"In\"}", "If-Match", "*");
    assertThat(json(refused).getString("code")).isEqualTo("scope");
    String coming =
        Long.toString(
            review
                .save(review.story("To come").in(new StoryState.Scheduled(TestReview.NOON)))
                .id()
                .value());
    for (ApiClient unreviewed : List.of(contributor, writes)) {
      assertThat(
              unreviewed
                  .send("PATCH", "/stories/" + coming, "{\"headline\":\"In\"}", "If-Match", "*")
                  .statusCode())
          .as("it goes out by itself")
          .isEqualTo(403);
      String draft = json(unreviewed.post("/stories", words("Draft"))).getString("id");
      assertThat(
              unreviewed
                  .send("PATCH", "/stories/" + draft, "{\"headline\":\"On\"}", "If-Match", "*")
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aProgramLeavesWhatItsMemberIsTyping() {
    Members members = review.review.members();
    Visitor same = new Visitor(review);
    same.post("/desk/sign-in", "token", members.link(members.all().getLast()).value());
    String id = json(editor.post("/stories", words("Written"))).getString("id");
    same.post("/desk/story/" + id + "/autosave", "headline", "Half typed", "revision", "2");
    editor.send("PATCH", "/stories/" + id, "{\"dateline\":\"Tunis\"}", "If-Match", "*");
    editor.send("POST", "/stories/" + id + "/publish", "");
    assertThat(same.get("/desk/story/" + id).body()).contains("Half typed</textarea>");
  }

  @Test
  void aTokenIsMadeShownOnceUsedAndRevokedAtTheDesk() throws Exception {
    Visitor member = new Visitor(review);
    var link = review.review.members().link(review.review.members().add("Mo", Role.AUTHOR));
    member.post("/desk/sign-in", "token", link.value());
    assertThat(member.post("/desk/api", "action", "make", "name", "").statusCode()).isEqualTo(422);
    String page =
        member
            .post(
                "/desk/api", "action", "make", "name", "Wire", "scope", "stories:read", "days", "7")
            .body();
    String secret = page.replaceAll("(?s).*(courant_[\\w-]{43}).*", "$1");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(review.at("/api/v1/stories"))
            .header("Authorization", "Bearer " + secret);
    assertThat(review.send(request).statusCode()).isEqualTo(200);
    String later = member.get("/desk/api").body();
    assertThat(later).contains("Wire").doesNotContain(secret);
    assertThat(review.filesWhere(file -> file.contains(secret))).isEmpty();
    String id = later.replaceAll("(?s).*name=\"id\" value=\"([0-9]+)\".*", "$1");
    Visitor other = new Visitor(review);
    other.post(
        "/desk/sign-in",
        "token",
        review.review.members().link(review.review.members().add("No", Role.EDITOR)).value());
    assertThat(other.post("/desk/api", "action", "revoke", "id", id).statusCode()).isEqualTo(404);
    review.clock.advance(Duration.ofDays(6));
    assertThat(review.send(request).statusCode()).isEqualTo(200);
    member.post("/desk/api", "action", "revoke", "id", id);
    assertThat(review.send(request).statusCode()).isEqualTo(401);
    assertThat(new ApiClient(review, Role.AUTHOR).get("/stories").statusCode()).isEqualTo(200);
    ApiClient expiring = new ApiClient(review, Role.AUTHOR);
    review.clock.advance(Duration.ofDays(8));
    assertThat(expiring.get("/stories").statusCode()).isEqualTo(401);
  }

  @Test
  void aSignedInBrowserIsNoToken() {
    var link = review.review.members().link(review.review.members().add("Mo", Role.OWNER));
    Visitor member = new Visitor(review);
    member.post("/desk/sign-in", "token", link.value());
    assertThat(member.get("/api/v1/stories").statusCode()).isEqualTo(401);
  }

  @Test
  void whatStandsAroundStoriesIsSetAndRefused() {
    review.section("World");
    String bad = "{\"links\":[{\"label\":\"x\",\"address\":\"javascript:alert(1)\"}]}";
    HttpResponse<String> refused = editor.send("PUT", "/navigation", bad);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("/links/0/address");
    editor.send(
        "PUT", "/navigation", "{\"links\":[{\"label\":\"Globe\",\"address\":\"/section/world\"}]}");
    assertThat(review.get("/").body()).contains(">Globe<");
    HttpResponse<String> pale =
        editor.send(
            "PUT",
            "/look",
            "{\"theme\":\"gazette\",\"accent\":\"#ffee99\",\"accent-dark\":\"#ffee99\",\"typeface\":\"inter\"}");
    assertThat(pale.statusCode()).isEqualTo(422);
    assertThat(pale.body()).contains("cannot be read", "/accent");
    JsonObject page =
        new JsonObject().put("title", "Privacy").put("body", "<p>Nil<script>x</script></p>");
    assertThat(json(editor.post("/pages", page)).getString("body")).isEqualTo("<p>Nil</p>");
    assertThat(review.get("/page/privacy").statusCode()).isEqualTo(404);
  }

  @Test
  void anAuthorIsRenamedOnEveryStory() {
    String id = json(editor.post("/stories", words("Signed"))).getString("id");
    String out = editor.send("POST", "/stories/" + id + "/publish", "").body();
    String path = new JsonObject(out).getString("address").replaceFirst("https?://[^/]+", "");
    assertThat(review.get(path).body()).contains("Ada Writer");
    assertThat(editor.send("PATCH", "/authors/ada-writer", "{\"name\":\"Ada Byron\"}").statusCode())
        .isEqualTo(200);
    assertThat(review.get(path).body()).contains("Ada Byron").doesNotContain("Ada Writer");
    editor.send("PATCH", "/stories/" + id, "{\"dateline\":\"Tunis\"}", "If-Match", "*");
    assertThat(review.get(path).body()).contains("Tunis", "Ada Byron", "/author/ada-writer");
  }

  @Test
  void aPartnerThatWasRenamedKeepsItsStories() {
    String id =
        Long.toString(
            review
                .story("Theirs")
                .source("Agency", "https://agency.example/1")
                .publish()
                .id()
                .value());
    editor.send("PATCH", "/sources/agency", "{\"name\":\"Coast Agency\"}");
    HttpResponse<String> changed =
        editor.send("PATCH", "/stories/" + id, "{\"dateline\":\"Tunis\"}", "If-Match", "*");
    assertThat(json(changed).getJsonObject("source").getString("slug")).isEqualTo("agency");
    assertThat(json(editor.get("/sources")).getJsonArray("items")).hasSize(1);
  }

  @Test
  void aTopicInUseIsNotDeletedAndOneWithoutANameNotMade() {
    String id = json(editor.post("/stories", words("Tagged"))).getString("id");
    editor.send("POST", "/stories/" + id + "/publish", "");
    assertThat(editor.send("DELETE", "/topics/harbour", "").statusCode()).isEqualTo(409);
    assertThat(editor.send("POST", "/topics", "{\"kind\":\"place\"}").statusCode()).isEqualTo(422);
    HttpResponse<String> wrong =
        editor.send("PATCH", "/topics/harbour", "{\"website\":\"javascript:alert(1)\"}");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("/website");
  }

  @Test
  void picturesAreHandedInAndWhatIsNoneIsRefused() {
    HttpResponse<String> taken = editor.file("/media", TestPhotos.jpeg(700, 302));
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
    assertThat(review.get(json(taken).getString("address")).statusCode()).isEqualTo(200);
    assertThat(json(editor.file("/media", TestPhotos.jpeg(700, 302))).getString("id"))
        .isEqualTo(json(taken).getString("id"));
    HttpResponse<String> svg =
        editor.file("/media", "<svg><script>".getBytes(StandardCharsets.US_ASCII));
    assertThat(svg.statusCode()).isEqualTo(422);
    assertThat(svg.body()).contains("/file", "SVG");
    ApiClient reading = new ApiClient(review, Role.EDITOR, List.of(Scope.MEDIA_READ));
    assertThat(reading.file("/media", TestPhotos.jpeg(700, 304)).statusCode()).isEqualTo(403);
    String shown = json(taken).getString("address");
    editor.post(
        "/stories",
        words("Shows it").put("picture", new JsonObject().put("address", shown).put("alt", "A")));
    assertThat(editor.send("DELETE", "/media/" + json(taken).getString("id"), "").statusCode())
        .isEqualTo(409);
  }
}
