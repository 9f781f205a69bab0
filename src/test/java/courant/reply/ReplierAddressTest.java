package courant.reply;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Routes;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody who looks at what is kept or shown finds a replier's address. */
@BothDatabases
class ReplierAddressTest extends RepliesToAStory {
  private static final String MARKER = "marker.person+7Qx@Secret-Host.example";

  @Override
  ReplyForm form() {
    return super.form().with("email", MARKER);
  }

  @Test
  void anAddressThatIsKeptOutIsKeptOutOfSightToo() throws Exception {
    review.review.replies().rules().add(Rules.Kind.ADDRESS, MARKER, "Desk");
    assertThat(form().send().statusCode()).isEqualTo(403);
    assertThat(review.filesWhere(file -> holds(file, MARKER))).isEmpty();
  }

  @Test
  void theAddressIsNowhereInClearOrInAnyCommonHash() throws Exception {
    List<String> places = new CopyOnWriteArrayList<>();
    Handler log = listening(places);
    try {
      String mine =
          form().with("notify", "1").send().headers().firstValue("location").orElseThrow();
      places.add(review.get(mine).body());
      approveAll();
      Await.until(() -> !review.review.outbox().newest(1).isEmpty());
      review.send(
          HttpRequest.newBuilder(review.at("/replies/data"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(Visitor.form("email", MARKER))));
      places.addAll(review.filesNow().values());
      for (String path : everyPublicAddress()) {
        HttpResponse<String> answer = review.get(path);
        places.add(answer.body());
        places.add(answer.headers().map().toString());
      }
    } finally {
      Logger.getLogger("").removeHandler(log);
    }
    List<byte[]> traces = traces();
    for (byte[] trace : traces) {
      String text = new String(trace, StandardCharsets.ISO_8859_1);
      assertThat(
              places.stream()
                  .filter(place -> holds(place, text))
                  .map(ReplierAddressTest::beginning))
          .as(text)
          .isEmpty();
    }
  }

  private static boolean holds(String place, String text) {
    return place.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  private static String beginning(String place) {
    return place.substring(0, Math.min(place.length(), 80));
  }

  /** Hears what goes into the log, down to the finest of ours. */
  private static Handler listening(List<String> heard) {
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            heard.add(new SimpleFormatter().format(entry));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger.getLogger("").addHandler(handler);
    return handler;
  }

  /** All routes without parameters, and those with them that show this story or its reply. */
  private List<String> everyPublicAddress() {
    String replies = story.path() + "/replies";
    String reply = in(ReplyState.APPROVED).getFirst().path();
    return Stream.concat(
            review.review.routes().all().stream()
                .filter(route -> route.method().equals("GET"))
                .map(Routes.Route::path)
                .filter(path -> path.matches("/[a-z0-9/._-]*")),
            Stream.of(
                story.path(),
                replies,
                replies + "?order=newest",
                replies + "?to=" + reply.replaceFirst(".*/", ""),
                replies + "/feed",
                reply,
                reply + "/mine",
                "/2026",
                "/2026/11",
                "/2026/11/23",
                "/search?q=harbour"))
        .toList();
  }

  private static List<byte[]> traces() throws Exception {
    List<byte[]> traces = new ArrayList<>();
    for (String address : List.of(MARKER, MARKER.toLowerCase(Locale.ROOT))) {
      byte[] clear = address.getBytes(StandardCharsets.UTF_8);
      traces.add(clear);
      traces.add(Base64.getEncoder().withoutPadding().encode(clear));
      for (String algorithm : List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512")) {
        byte[] hash = MessageDigest.getInstance(algorithm).digest(clear);
        traces.add(hash);
        traces.add(HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII));
        traces.add(Base64.getEncoder().withoutPadding().encode(hash));
      }
    }
    return traces;
  }
}
