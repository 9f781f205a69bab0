package courant.delivery.page.my;

import static org.assertj.core.api.Assertions.assertThat;

import courant.support.BothDatabases;
import courant.support.TestReview;
import courant.support.Visitor;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

@BothDatabases
class OpmlTest {
  private static final Duration QUICKLY = Duration.ofSeconds(20);
  private static TestReview review;
  private Visitor visitor;

  @BeforeAll
  static void start() {
    review = TestReview.start();
    review
        .story("Port of Tripoli reopens")
        .section("World")
        .topic("Libya")
        .by("A. Writer")
        .source("Wire Agency", "")
        .publish();
    review.story("Cup final").section("Sport").topic("Côte d’Ivoire").publish();
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  @BeforeEach
  void comeNew() {
    // Newcomers of one network are counted; each test comes at an hour of its own.
    review.clock.advance(Duration.ofHours(2));
    visitor = new Visitor(review);
  }

  private void follow(String kind, String key, String stance) {
    visitor.post("/my/follow", "kind", kind, "key", key, "stance", stance);
  }

  private HttpResponse<String> send(String opml) {
    return visitor.handIn(
        "/my/following", "file", "list.opml", opml.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> sendOutlines(String... outlines) {
    return send(
        "<?xml version=\"1.0\"?>\n<opml version=\"2.0\"><head><title>x</title></head><body>\n"
            + String.join("\n", outlines)
            + "\n</body></opml>");
  }

  private static String outline(String name, String address) {
    return "<outline type=\"rss\" text=\"%s\" xmlUrl=\"%s\"/>".formatted(name, address);
  }

  private String state() {
    return visitor.get("/my/state.json").body();
  }

  @Test
  void whatIsFollowedGoesOutAsValidOpmlAndComesBackWhole() throws Exception {
    assertThat(visitor.get("/my/following").body()).doesNotContain("/my/following.opml");
    assertThat(visitor.get("/my/following.opml").statusCode()).isEqualTo(303);
    follow("topic", "libya", "follow");
    follow("topic", "cote-divoire", "follow");
    follow("author", "a-writer", "follow");
    follow("source", "wire-agency", "follow");
    follow("search", "oil AND (Sabha OR \"port of Tripoli\") -football", "follow");
    follow("section", "sport", "mute");
    assertThat(visitor.get("/my/following").body()).contains("/my/following.opml");
    HttpResponse<String> file = visitor.get("/my/following.opml");
    assertThat(file.headers().firstValue("content-disposition"))
        .contains("attachment; filename=\"following.opml\"");
    assertThat(file.headers().firstValue("content-type")).contains("text/x-opml; charset=utf-8");
    assertThat(file.headers().firstValue("cache-control")).contains("private, no-store");
    assertValid(file.body());
    String state = state();

    visitor = new Visitor(review);
    HttpResponse<String> answer = send(file.body());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Taken over: 5. Followed already: 0. Not taken over: 0.");
    assertThat(state()).isEqualTo(state.replace("\"section:sport\"", ""));
    assertThat(send(file.body()).body())
        .contains("Taken over: 0. Followed already: 5. Not taken over: 0.");
  }

  /** What the specification demands: opml.org/spec2.opml. */
  private static void assertValid(String opml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Element root =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(opml.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("opml");
    assertThat(root.getAttribute("version")).isEqualTo("2.0");
    assertThat(root.getElementsByTagName("head").getLength()).isOne();
    assertThat(root.getElementsByTagName("body").getLength()).isOne();
    NodeList outlines = root.getElementsByTagName("outline");
    List<String> feeds = new ArrayList<>();
    for (int i = 0; i < outlines.getLength(); i++) {
      Element outline = (Element) outlines.item(i);
      assertThat(outline.getAttribute("text")).isNotEmpty();
      if (outline.getAttribute("type").equals("rss")) {
        feeds.add(outline.getAttribute("xmlUrl"));
      }
    }
    assertThat(feeds).hasSize(5);
    for (String feed : feeds) {
      String path = feed.substring(review.at("").toString().length());
      assertThat(review.get(path).statusCode()).as(feed).isEqualTo(200);
    }
  }

  @Test
  void tellsLineByLineWhatItCouldNotTakeAndWhy() {
    follow("section", "sport", "mute");
    String site = review.at("").toString();
    String page =
        sendOutlines(
                outline("Libya", site + "/topic/libya/feed.atom"),
                "<outline text=\"A folder\">",
                outline("The agency", "https://www.wire-agency.example"),
                "</outline>",
                outline("By its page", "https://elsewhere.example/rss")
                    .replace("/>", " htmlUrl=\"http://wire-agency.example/\"/>"),
                outline("<b>Elsewhere</b>".replace("<", "&lt;"), "https://elsewhere.example/rss"),
                outline("All of it", site + "/feed"),
                outline("Somebody", site + "/my/feed?key=abc"),
                outline("Bad search", site + "/search/feed?q=oil+AND+(Sabha"),
                outline("Sport", "/section/sport/feed"),
                outline("No such topic", site + "/topic/nothing/feed"),
                outline("NUL", site + "/topic/%00"),
                outline("No address", "http://[::"))
            .body();
    assertThat(page)
        .contains("Taken over: 2. Followed already: 1. Not taken over: 8.")
        .contains("Line 8", "&lt;b&gt;Elsewhere&lt;/b&gt;", "nor from a source")
        .contains("Line 9", "the whole review")
        .contains("Line 10", "somebody’s own page")
        .contains("Line 11", "At character 9: A parenthesis is not closed.")
        .contains("Line 12", "You mute this, and it stays muted.")
        .contains("Line 13", "Line 14", "Line 15")
        .doesNotContain("<b>Elsewhere");
    assertThat(state())
        .contains("topic:libya", "source:wire-agency")
        .contains("\"mute\":[\"section:sport\"]");
  }

  @Test
  void takesAPastedTextToo() {
    HttpResponse<String> answer =
        visitor.post(
            "/my/following",
            "text",
            "<opml version='1.0'><body>" + outline("x", "/topic/libya") + "</body></opml>");
    assertThat(answer.body())
        .contains("Taken over: 1.", "value=\"libya\"")
        .doesNotContain("You follow nothing yet.");
    assertThat(visitor.post("/my/following", "text", " ").body())
        .contains("Choose a file, or paste its text.");
  }

  @Test
  void takesOtherEncodings() {
    String opml = "<?xml version='1.0' encoding='%s'?><opml><body>%s</body></opml>";
    byte[] latin =
        opml.formatted("ISO-8859-1", outline("Élodie", "https://e.example/"))
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(visitor.handIn("/my/following", "file", "l.opml", latin).body()).contains("Élodie");
    byte[] wide =
        ("\uFEFF" + opml.formatted("UTF-16", outline("ليبيا", "https://e.example/")))
            .getBytes(StandardCharsets.UTF_16BE);
    assertThat(visitor.handIn("/my/following", "file", "l.opml", wide).body()).contains("ليبيا");
  }

  @Test
  void saysWhenThereIsNoRoomForMoreSearches() {
    String[] searches =
        Stream.iterate(0, i -> i + 1)
            .limit(52)
            .map(i -> outline("s" + i, "/search?q=word" + i))
            .toArray(String[]::new);
    assertThat(sendOutlines(searches).body())
        .contains("Taken over: 50. Followed already: 0. Not taken over: 2.")
        .contains("There is room for 1,000 things, 50 of them searches.");
  }

  static Stream<Arguments> hostile() {
    String body = "<opml version='2.0'><body>%s</body></opml>";
    String laughs =
        "<!DOCTYPE opml [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    String stolen =
        "<!DOCTYPE opml [<!ENTITY x SYSTEM \"file:///etc/passwd\">"
            + "<!ENTITY y SYSTEM \"http://127.0.0.1:1/\">]>";
    return Stream.of(
        Arguments.of("entities", laughs + body.formatted(outline("&c;", "/nothing")), 200),
        Arguments.of("files", stolen + body.formatted(outline("&x;&y;", "/nothing")), 200),
        Arguments.of("a DOCTYPE alone", "<!DOCTYPE opml SYSTEM 'http://127.0.0.1:1/x.dtd'>", 422),
        Arguments.of(
            "deep",
            body.formatted(
                "<outline text='x' xmlUrl='/nothing'>".repeat(10_000)
                    + "</outline>".repeat(10_000)),
            200),
        Arguments.of("deep and open", "<opml>" + "<outline xmlUrl='a'>".repeat(100_000), 200),
        Arguments.of(
            "namespaces",
            "<opml>"
                + ("<outline xmlUrl='a' "
                        + Stream.iterate(0, i -> i + 1)
                            .limit(200)
                            .map(i -> "xmlns:a" + i + "='u'")
                            .reduce("", (all, one) -> all + " " + one)
                        + ">")
                    .repeat(500),
            200),
        Arguments.of("many", body.formatted("<outline xmlUrl='a'/>\n".repeat(90_000)), 200),
        Arguments.of("a page", "<!doctype html><title>x</title><p>hello", 422),
        Arguments.of("no XML", "\u0000\u0001PNG \ufffd".repeat(1_000), 422),
        Arguments.of(
            "a lone surrogate", body.formatted(outline("&#xD800;", "/topic/&#xD800;")), 200),
        Arguments.of("cut off", "<opml version='2.0'><body><outline xmlUrl='/noth", 422),
        Arguments.of("nothing in it", body.formatted("<outline text='folder'/>"), 422));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void hostileListsAreReadOrRefused(String what, String opml, int status) {
    HttpResponse<String> answer = Assertions.assertTimeout(QUICKLY, () -> send(opml));
    assertThat(answer.statusCode()).as(what).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("hahaha", "root:");
    assertThat(answer.body()).contains("id=\"opml-title\"");
    assertThat(answer.body().length()).isLessThan(200_000);
  }

  @Test
  void tenMegabytesAreRefusedAtOnce() {
    HttpResponse<String> answer =
        send("<opml>" + "<outline xmlUrl='a'/>".repeat(500_000) + "</opml>");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("That is too large");
  }

  @Test
  void ofManyTheFirstAreReadAndItIsSaidThatThereWereMore() {
    String page = send("<opml>" + "<outline xmlUrl='a'/>".repeat(80_000) + "</opml>").body();
    assertThat(page)
        .contains("Only the first 5,000 subscriptions were looked at.")
        .contains("And so many lines more: 4,500");
  }
}
