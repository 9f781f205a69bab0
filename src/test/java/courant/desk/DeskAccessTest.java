package courant.desk;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.crypto.Token;
import courant.platform.web.Role;
import courant.platform.web.Routes;
import courant.story.Story;
import courant.support.TestReview;
import courant.support.Visitor;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may take which route, all of them against every role. */
class DeskAccessTest {
  private TestReview review;

  @BeforeEach
  void start() {
    review = TestReview.start();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private String session(Role role) {
    Members members = review.review.members();
    Token link = members.link(members.add(role.name(), role));
    return members.comeIn(link, "test").orElseThrow().value();
  }

  /** How an answer to somebody looks in the matrix. */
  private enum Seen {
    IN("●"),
    DOOR("⌂"),
    REFUSED("·"),
    BROKEN("!");

    private final String sign;

    Seen(String sign) {
      this.sign = sign;
    }
  }

  /** Everyone there can be, by the headers they come with; in the order of what they may. */
  private Map<String, Map<String, String>> everyone() {
    Visitor reader = new Visitor(review).signIn("reader@example.org");
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    all.put("nobody", Map.of("Cookie", Members.COOKIE + "=nobody", "Authorization", "Bearer no"));
    all.put("reader", Map.of("Cookie", "reader=" + reader.cookie("reader")));
    for (Role role : Member.ROLES) {
      Visitor member = new Visitor(review);
      member.cookie(Members.COOKIE, session(role));
      all.put(
          role.name().toLowerCase(Locale.ROOT),
          Map.of(
              "Cookie",
              Members.COOKIE + "=" + member.cookie(Members.COOKIE),
              "Authorization",
              "Bearer " + program(member)));
    }
    return all;
  }

  /** The token of a member's program, with all scopes. */
  private static String program(Visitor member) {
    Stream<String> scopes =
        Pattern.compile("name=\"scope\" value=\"([^\"]+)\"")
            .matcher(member.get("/desk/api").body())
            .results()
            .map(found -> found.group(1));
    Stream<String> form =
        Stream.concat(
            Stream.of("action", "make", "name", "matrix"),
            scopes.flatMap(scope -> Stream.of("scope", scope)));
    return member
        .post("/desk/api", form.toArray(String[]::new))
        .body()
        .replaceAll("(?s).*(courant_[\\w-]{43}).*", "$1");
  }

  /**
   * Every route that is not for everyone, tried by everyone: the table that fails shows where. It
   * is also written to {@code target/roles.txt}, for people to read.
   */
  @Test
  void everyRouteKeepsOutWhoMayNot() throws IOException {
    Map<String, Map<String, String>> everyone = everyone();
    StringBuilder wanted = new StringBuilder(head(everyone));
    StringBuilder seen = new StringBuilder(head(everyone));
    for (Routes.Route route : guarded()) {
      String line = "%-6s %-44s".formatted(route.method(), route.path());
      wanted.append(line);
      seen.append(line);
      for (Map.Entry<String, Map<String, String>> one : everyone.entrySet()) {
        Seen expected = expected(route, one.getKey());
        wanted.append("  ").append(expected.sign).append("     ");
        seen.append("  ").append(seen(route, one.getValue(), expected).sign).append("     ");
      }
      wanted.append('\n');
      seen.append('\n');
    }
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/roles.txt"), seen);
    assertThat(seen.toString()).isEqualTo(wanted.toString());
  }

  private static String head(Map<String, Map<String, String>> everyone) {
    StringBuilder head = new StringBuilder(" ".repeat(51));
    everyone.keySet().forEach(name -> head.append("%-8.7s".formatted(name)));
    return head.append('\n').toString();
  }

  /** All of them, wherever they stand, but those that are open to everyone. */
  private List<Routes.Route> guarded() {
    List<Routes.Route> all =
        review.review.routes().all().stream()
            .filter(route -> route.role() != Role.ANYONE)
            .sorted(Comparator.comparing(Routes.Route::path).thenComparing(Routes.Route::method))
            .toList();
    assertThat(all.size()).isGreaterThan(50);
    return all;
  }

  private static Seen expected(Routes.Route route, String who) {
    boolean readers = route.role() == Role.READER;
    boolean may =
        switch (who) {
          case "nobody" -> false;
          case "reader" -> readers;
          default ->
              !readers && Role.valueOf(who.toUpperCase(Locale.ROOT)).compareTo(route.role()) >= 0;
        };
    boolean stranger = who.equals("nobody") || who.equals("reader");
    boolean page = route.method().equals("GET") && route.path().startsWith("/desk");
    boolean shown = readers || (stranger && page);
    return may ? Seen.IN : shown ? Seen.DOOR : Seen.REFUSED;
  }

  private Seen seen(Routes.Route route, Map<String, String> headers, Seen expected) {
    // Whoever is erased is gone; that they may be is tried elsewhere.
    if (route.path().endsWith("/erase") && expected == Seen.IN) {
      return Seen.IN;
    }
    HttpResponse<String> answer = send(route.method(), route.path(), headers);
    String location = answer.headers().firstValue("location").orElse("");
    return switch (answer.statusCode()) {
      case 401, 403 -> Seen.REFUSED;
      case 500 -> Seen.BROKEN;
      default -> location.matches("/(desk|my)/sign-in(\\?.*)?") ? Seen.DOOR : Seen.IN;
    };
  }

  private HttpResponse<String> send(String method, String path, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(review.at(path.replaceAll(":[a-z]+", "1")))
            .method(method, HttpRequest.BodyPublishers.noBody());
    headers.forEach(request::header);
    return review.send(request);
  }

  /** No route of the desk is open to everyone by mistake. */
  @Test
  void onlyTheDoorOfTheDeskIsOpen() {
    assertThat(
            review.review.routes().all().stream()
                .filter(route -> route.path().matches("/desk(/.*)?"))
                .filter(route -> route.role().compareTo(Role.CONTRIBUTOR) < 0)
                .map(Routes.Route::path))
        .allMatch(path -> path.matches("/desk/sign-(in|out)(/.*)?"));
  }

  @Test
  void aLinkLetsInOnceAndOnlyByItsButton() {
    String link = review.review.members().ownersFirstLink("Owner").orElseThrow().value();
    assertThat(review.get("/desk/sign-in/" + link).statusCode()).isEqualTo(200);
    assertThat(review.get("/desk/sign-in/" + link).headers().firstValue("set-cookie")).isEmpty();
    HttpResponse<String> in = post("/desk/sign-in", "token=" + link);
    assertThat(in.headers().firstValue("set-cookie").orElse(""))
        .contains("HttpOnly", "SameSite=Strict");
    assertThat(post("/desk/sign-in", "token=" + link).statusCode()).isEqualTo(403);
    assertThat(post("/desk/sign-in", "token=guess").statusCode()).isEqualTo(403);
    assertThat(review.review.members().ownersFirstLink("Owner")).isEmpty();
  }

  @Test
  void anotherSitesPageCannotActForTheDesk() {
    String session = session(Role.OWNER);
    HttpResponse<String> forged =
        review.send(
            HttpRequest.newBuilder(review.at("/desk/story"))
                .header("Cookie", Members.COOKIE + "=" + session)
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(forged.statusCode()).isEqualTo(403);
    HttpResponse<String> older =
        review.send(
            HttpRequest.newBuilder(review.at("/desk/story"))
                .header("Cookie", Members.COOKIE + "=" + session)
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(older.statusCode()).isEqualTo(403);
  }

  /** Forms and files alike, whatever route is added. */
  @Test
  void noRouteOfTheDeskIsTakenFromAnotherSitesPage() {
    String owner = Members.COOKIE + "=" + session(Role.OWNER);
    List<Routes.Route> changing =
        guarded().stream()
            .filter(route -> !route.method().equals("GET") && route.path().startsWith("/desk"))
            .toList();
    assertThat(changing.size()).isGreaterThan(40);
    for (String[] mark :
        new String[][] {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}}) {
      assertThat(changing)
          .allSatisfy(
              route ->
                  assertThat(
                          send(
                                  route.method(),
                                  route.path(),
                                  Map.of("Cookie", owner, mark[0], mark[1]))
                              .statusCode())
                      .as(route.path())
                      .isEqualTo(403));
    }
  }

  @Test
  void aContributorCannotChangeWhatReadersSee() {
    Story story = review.story("Out").publish();
    String session = session(Role.CONTRIBUTOR);
    for (String action : List.of("save", "publish", "schedule", "withdraw")) {
      HttpResponse<String> response =
          review.send(
              HttpRequest.newBuilder(review.at("/desk/story/" + story.id().value()))
                  .header("Cookie", Members.COOKIE + "=" + session)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString("headline=Changed&action=" + action)));
      assertThat(response.statusCode()).as(action).isEqualTo(403);
    }
    assertThat(review.get(story.path()).body()).contains("<h1>Out</h1>");
  }

  private HttpResponse<String> post(String path, String form) {
    return review.send(
        HttpRequest.newBuilder(review.at(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }
}
