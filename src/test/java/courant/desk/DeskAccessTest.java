package courant.desk;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.crypto.Token;
import courant.platform.web.Role;
import courant.platform.web.Routes;
import courant.story.Story;
import courant.support.TestReview;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void everyRouteOfTheDeskKeepsOutWhoMayNot() {
    List<String> faults = new ArrayList<>();
    for (Role role : Member.ROLES) {
      String session = session(role);
      for (Routes.Route route : deskRoutes().toList()) {
        int status =
            send(route.method(), route.path().replaceAll(":[a-z]+", "1"), session).statusCode();
        boolean refused = status == 403 || status == 401;
        boolean may = role.compareTo(route.role()) >= 0;
        if (refused == may) {
          faults.add(role + " " + route.method() + " " + route.path() + " " + status);
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void whoeverIsNotSignedInSeesNothingOfTheDesk() {
    for (Routes.Route route : deskRoutes().toList()) {
      HttpResponse<String> response =
          send(route.method(), route.path().replaceAll(":[a-z]+", "1"), "nobody");
      if (route.method().equals("GET")) {
        assertThat(response.headers().firstValue("location"))
            .as(route.path())
            .contains("/desk/sign-in");
      } else {
        assertThat(response.statusCode()).as(route.path()).isEqualTo(401);
      }
    }
  }

  private Stream<Routes.Route> deskRoutes() {
    return review.review.routes().all().stream()
        .filter(route -> route.path().startsWith("/desk") && route.role() != Role.ANYONE);
  }

  private HttpResponse<String> send(String method, String path, String session) {
    return review.send(
        HttpRequest.newBuilder(review.at(path))
            .header("Cookie", Members.COOKIE + "=" + session)
            .method(method, HttpRequest.BodyPublishers.noBody()));
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
