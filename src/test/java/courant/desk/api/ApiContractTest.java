package courant.desk.api;

import static courant.desk.api.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import courant.platform.web.Role;
import courant.support.Newsperson;
import courant.support.TestPhotos;
import courant.support.TestReview;
import courant.support.Visitor;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation is asked, and every answer held to what the description says. */
class ApiContractTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TestReview review;
  private ApiClient owner;
  private JsonObject description;
  private final Set<String> asked = new HashSet<>();

  @BeforeEach
  void start() {
    review = TestReview.start();
    owner = new ApiClient(review, Role.OWNER);
    description = new JsonObject(review.get("/api/openapi.json").body());
  }

  @AfterEach
  void stop() {
    review.close();
  }

  @Test
  void anotherReaderFindsNothingWrongWithTheDescription() {
    SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(description.encode());
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
    assertThat(parsed.getOpenAPI().getPaths()).hasSize(description.getJsonObject("paths").size());
  }

  /** Whoever copies an example sends, or gets, what the description says. */
  @Test
  void everyExampleIsAsDescribed() {
    Set<String> seen = new HashSet<>();
    each(
        (name, operation) -> {
          JsonObject sent = operation.getJsonObject("requestBody", new JsonObject());
          contents(sent).forEach(content -> exemplary(name, content));
          JsonObject answers = operation.getJsonObject("responses");
          answers.forEach(
              answer ->
                  contents((JsonObject) answer.getValue())
                      .forEach(content -> exemplary(name, content)));
          seen.add(name);
        });
    assertThat(seen.size()).isGreaterThan(60);
  }

  private void each(BiConsumer<String, JsonObject> use) {
    description
        .getJsonObject("paths")
        .forEach(
            path ->
                ((JsonObject) path.getValue())
                    .forEach(
                        method -> {
                          JsonObject operation = (JsonObject) method.getValue();
                          use.accept(operation.getString("operationId"), operation);
                        }));
  }

  private static Stream<Map.Entry<String, Object>> contents(JsonObject body) {
    return body.getJsonObject("content", new JsonObject()).stream();
  }

  private void exemplary(String name, Map.Entry<String, Object> content) {
    JsonObject shown = (JsonObject) content.getValue();
    boolean form = content.getKey().equals("multipart/form-data");
    assertThat(shown.containsKey("example")).as(name + " has an example").isNotEqualTo(form);
    if (!form) {
      assertValid(shown.getJsonObject("schema"), shown.getJsonObject("example").encode());
    }
  }

  @Test
  void theDesksReferenceShowsThemAsCommands() {
    String page = new Newsperson(review, Role.CONTRIBUTOR).get("/desk/api/reference").body();
    each((name, _) -> assertThat(page).contains("id=\"" + name + "\""));
    assertThat(page)
        .contains(
            "curl " + review.at("/api/v1/stories") + " \\\n",
            "-H \"Authorization: Bearer $TOKEN\"",
            "-F file=@harbour.jpg",
            "-X PATCH");
  }

  /** Sends, and checks status and body against the operation's own words. */
  private JsonObject ask(String name, String method, String path, String body, String... headers) {
    JsonObject operation = operation(name);
    HttpResponse<String> response = owner.send(method, path, body, headers);
    String status = Integer.toString(response.statusCode());
    JsonObject responses = operation.getJsonObject("responses");
    assertThat(responses.containsKey(status))
        .as(name + " " + status + " " + response.body())
        .isTrue();
    JsonObject content = responses.getJsonObject(status).getJsonObject("content");
    asked.add(name);
    if (content == null) {
      assertThat(response.body()).as(name).isEmpty();
      return new JsonObject();
    }
    assertValid(content.getJsonObject("application/json").getJsonObject("schema"), response.body());
    return json(response);
  }

  private JsonObject operation(String name) {
    for (Map.Entry<String, Object> path : description.getJsonObject("paths")) {
      for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) {
        JsonObject operation = (JsonObject) method.getValue();
        if (operation.getString("operationId").equals(name)) {
          return operation;
        }
      }
    }
    throw new AssertionError("no operation " + name);
  }

  private void assertValid(JsonObject schema, String body) {
    JsonObject whole = schema.copy().put("components", description.getJsonObject("components"));
    try {
      JsonNode node = MAPPER.readTree(whole.encode());
      Set<ValidationMessage> faults =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(node)
              .validate(MAPPER.readTree(body));
      assertThat(faults).as(body).isEmpty();
    } catch (JsonProcessingException e) {
      throw new AssertionError(body, e);
    }
  }

  @Test
  void everyAnswerIsAsDescribed() {
    review.section("World");
    review.source("Agency");
    String story = stories();
    theReview(story);
    readers(story);
    letters(story);
    house(story);
    Set<String> all = new TreeSet<>();
    each((name, _) -> all.add(name));
    all.removeAll(asked);
    assertThat(all).as("operations never asked").isEmpty();
    assertValid(
        new JsonObject().put("$ref", "#/components/schemas/Problem"),
        owner.send("POST", "/stories", "{\"x\":1}").body());
  }

  private String stories() {
    JsonObject words =
        new JsonObject()
            .put("headline", "Whole")
            .put("standfirst", "With everything")
            .put("body", "<p>Text</p>")
            .put("dateline", "TRIPOLI")
            .put("byline", new JsonArray().add("Ada"))
            .put("section", "world")
            .put("topics", new JsonArray().add("Harbour"))
            .put("source", "Agency")
            .put("original", "https://agency.example/1")
            .put("language", "en")
            .put(
                "picture",
                new JsonObject().put("address", "https://a.example/p.jpg").put("alt", "A harbour"));
    String id = ask("createStory", "POST", "/stories", words.encode()).getString("id");
    String at = "/stories/" + id;
    String due = review.clock.instant().plus(Duration.ofHours(3)).toString();
    ask("getStory", "GET", at, "");
    ask("scheduleStory", "POST", at + "/schedule", "{\"due\":\"" + due + "\"}");
    ask("unscheduleStory", "POST", at + "/unschedule", "");
    ask("publishStory", "POST", at + "/publish", "");
    ask("changeStory", "PATCH", at, "{\"picture\":null,\"section\":null}", "If-Match", "*");
    ask("withdrawStory", "POST", at + "/withdraw", "{\"reason\":\"Why\"}");
    ask("reinstateStory", "POST", at + "/reinstate", "");
    ask("listRevisions", "GET", at + "/revisions", "");
    ask("listStories", "GET", "/stories?limit=1", "");
    ask("getStoryFigures", "GET", at + "/figures", "");
    return id;
  }

  private void theReview(String story) {
    ask("getMasthead", "GET", "/masthead", "");
    ask("changeMasthead", "PATCH", "/masthead", "{\"tagline\":\"News\",\"full-text\":false}");
    ask("createSection", "POST", "/sections", "{\"name\":\"Arts\",\"position\":3}");
    ask("changeSection", "PATCH", "/sections/arts", "{\"description\":\"All\"}");
    ask("listSections", "GET", "/sections", "");
    ask("setFrontPage", "PUT", "/front", "{\"stories\":[\"" + story + "\"]}");
    ask("getFrontPage", "GET", "/front", "");
    ask("getNavigation", "GET", "/navigation", "");
    ask(
        "setNavigation",
        "PUT",
        "/navigation",
        "{\"links\":[{\"label\":\"\",\"address\":\"/section/arts\"},{\"label\":\"Us\",\"address\":\"https://a.example/\"}]}");
    String page =
        ask("createPage", "POST", "/pages", "{\"title\":\"Imprint\",\"footer\":true}")
            .getString("id");
    ask("changePage", "PATCH", "/pages/" + page, "{\"body\":\"<p>We</p>\",\"published\":true}");
    ask("getPage", "GET", "/pages/" + page, "");
    ask("listPages", "GET", "/pages", "");
    ask("setFooter", "PUT", "/footer", "{\"pages\":[\"" + page + "\"]}");
    ask("deletePage", "DELETE", "/pages/" + page, "");
    JsonObject look = ask("getLook", "GET", "/look", "");
    ask("setLook", "PUT", "/look", look.put("theme", "studio").encode());
    subjects();
    partners();
    pictures();
  }

  private void subjects() {
    ask("listTopics", "GET", "/topics", "");
    ask("getTopic", "GET", "/topics/harbour", "");
    ask(
        "createTopic",
        "POST",
        "/topics",
        "{\"name\":\"Misrata\",\"kind\":\"place\",\"aliases\":[\"ar: مصراتة\",\"Misurata\"]}");
    ask("changeTopic", "PATCH", "/topics/misrata", "{\"website\":\"https://misrata.example/\"}");
    ask("deleteTopic", "DELETE", "/topics/misrata", "");
    ask("listAuthors", "GET", "/authors", "");
    ask("getAuthor", "GET", "/authors/ada", "");
    ask("changeAuthor", "PATCH", "/authors/ada", "{\"name\":\"Ada Byron\",\"about\":\"Writes\"}");
  }

  private void partners() {
    ask("listSources", "GET", "/sources", "");
    ask("getSource", "GET", "/sources/agency", "");
    ask("createSource", "POST", "/sources", "{\"name\":\"The Wire\",\"country\":\"ly\"}");
    ask(
        "changeSource",
        "PATCH",
        "/sources/the-wire",
        "{\"fullText\":false,\"delayHours\":2,\"expiryDays\":null}");
    String feed =
        ask(
                "addFeed",
                "POST",
                "/sources/the-wire/feeds",
                "{\"address\":\"http://127.0.0.1:9/feed\"}")
            .getString("id");
    ask("listFeeds", "GET", "/sources/the-wire/feeds", "");
    ask("pauseFeed", "POST", "/feeds/" + feed + "/pause", "");
    ask("resumeFeed", "POST", "/feeds/" + feed + "/resume", "");
    ask("pollFeed", "POST", "/feeds/" + feed + "/poll", "");
    ask("removeFeed", "DELETE", "/feeds/" + feed, "");
  }

  private void pictures() {
    HttpResponse<String> taken = owner.file("/media", TestPhotos.jpeg(700, 300));
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
    assertValid(
        operation("addMedia")
            .getJsonObject("responses")
            .getJsonObject("201")
            .getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("schema"),
        taken.body());
    asked.add("addMedia");
    String at = "/media/" + json(taken).getString("id");
    ask("changeMedia", "PATCH", at, "{\"alt\":\"A quay\",\"focusX\":20}");
    ask("getMedia", "GET", at, "");
    ask("listMedia", "GET", "/media?q=quay", "");
    ask("deleteMedia", "DELETE", at, "");
  }

  private void readers(String story) {
    String path = json(owner.get("/stories/" + story)).getString("address");
    review.send(
        HttpRequest.newBuilder(URI.create(path + "/replies"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Visitor.form(
                        "form",
                        review
                            .get(URI.create(path).getPath())
                            .body()
                            .replaceAll("(?s).*name=\"form\" value=\"([^\"]*)\".*", "$1"),
                        "name",
                        "Jo",
                        "email",
                        "jo@doe.example",
                        "text",
                        "A reply of some words"))));
    JsonArray held = ask("listReplies", "GET", "/replies", "").getJsonArray("items");
    assertThat(held).hasSize(1);
    assertThat(held.encode()).doesNotContain("doe.example");
    String reply = held.getJsonObject(0).getString("id");
    ask("getReply", "GET", "/replies/" + reply, "");
    ask(
        "decideReplies",
        "POST",
        "/replies/decisions",
        "{\"replies\":[\"" + reply + "\"],\"verdict\":\"approve\"}");
    ask("closeReplies", "PUT", "/stories/" + story + "/replies", "{\"open\":false}");
    ask("getReach", "GET", "/push/reach/" + story, "");
    ask("sendBreaking", "POST", "/push", "{\"story\":\"" + story + "\"}");
  }

  private void letters(String story) {
    String id =
        ask("createLetter", "POST", "/letters", "{\"stories\":[\"" + story + "\"]}")
            .getString("id");
    ask("changeLetter", "PATCH", "/letters/" + id, "{\"subject\":\"Hello\",\"list\":null}");
    ask("getLetter", "GET", "/letters/" + id, "");
    ask("listLetters", "GET", "/letters", "");
    ask("sendLetter", "POST", "/letters/" + id + "/send", "{}");
    String other = ask("createLetter", "POST", "/letters", "{}").getString("id");
    ask("removeLetter", "DELETE", "/letters/" + other, "");
  }

  private void house(String story) {
    String id =
        ask("addMember", "POST", "/staff", "{\"name\":\"Mo\",\"role\":\"AUTHOR\"}")
            .getJsonObject("member")
            .getString("id");
    ask("listStaff", "GET", "/staff", "");
    ask("linkMember", "POST", "/staff/" + id + "/link", "");
    ask("signOutMember", "POST", "/staff/" + id + "/sign-out", "");
    ask("removeMember", "DELETE", "/staff/" + id, "");
    String browser = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    String path = URI.create(json(owner.get("/stories/" + story)).getString("address")).getPath();
    review.get(path, "User-Agent", browser, "Referer", "https://friend.example/");
    review.review.figures().settle();
    ask("getFigures", "GET", "/figures", "");
    List<Object> seen =
        ask("getMostSeen", "GET", "/figures/stories", "").getJsonArray("items").getList();
    assertThat(seen).hasSize(1);
    hooks();
    ask("getSites", "GET", "/figures/sites", "");
  }

  private void hooks() {
    String body = "{\"address\":\"https://receiver.example/\",\"events\":[\"story.published\"]}";
    String id =
        ask("addWebhook", "POST", "/webhooks", body).getJsonObject("webhook").getString("id");
    ask("listWebhooks", "GET", "/webhooks", "");
    ask("pingWebhook", "POST", "/webhooks/" + id + "/ping", "");
    ask("listDeliveries", "GET", "/webhooks/" + id + "/deliveries", "");
    ask("resumeWebhook", "POST", "/webhooks/" + id + "/resume", "");
    ask("removeWebhook", "DELETE", "/webhooks/" + id, "");
  }
}
