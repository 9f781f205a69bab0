package courant.desk.media;

import static org.assertj.core.api.Assertions.assertThat;

import courant.media.Photo;
import courant.media.PhotoId;
import courant.media.Photos;
import courant.platform.web.Role;
import courant.story.Picture;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.Newsperson.Sent;
import courant.support.TestPhotos;
import courant.support.TestReview;
import courant.topic.Topic;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The library of pictures, as the desk and readers meet it. */
@BothDatabases
class MediaDeskTest {
  private static TestReview review;
  private static Newsperson editor;
  private static int number;

  @BeforeAll
  static void start() {
    review = TestReview.start();
    editor = new Newsperson(review, Role.EDITOR);
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  /** A picture like no other, small enough to be there in all its sizes at once. */
  private static byte[] fresh() {
    return TestPhotos.jpeg(700 + 2 * number++, 300);
  }

  private static Photo handIn(String name, byte[] file) {
    HttpResponse<String> answer = editor.handIn("/desk/media", new Sent(name, file));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonObject picture = new JsonObject(answer.body()).getJsonArray("pictures").getJsonObject(0);
    return photo(Long.parseLong(picture.getString("id")));
  }

  private static Photo photo(long id) {
    return review.review.media().photos().byId(new PhotoId(id)).orElseThrow();
  }

  private static Picture lead(Photo photo) {
    return new Picture(photo.src(), 0, 0, "A harbour", "The quay", "N. Ferrante");
  }

  private static String address(Photo photo) {
    return "/desk/media/" + photo.id().value();
  }

  @Test
  void aPictureIsInTheLibraryAndServedInAllSizesForEver() {
    Photo photo = handIn("harbour.jpg", fresh());
    assertThat(editor.get("/desk/media").body()).contains("harbour.jpg", photo.webp(360));
    for (String address : List.of(photo.src(), photo.src(360), photo.webp(360), photo.webp(720))) {
      HttpResponse<byte[]> answer = editor.bytes(address);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type"))
          .contains(address.endsWith("webp") ? "image/webp" : "image/jpeg");
      assertThat(answer.headers().firstValue("cache-control").orElse("")).contains("immutable");
      assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
      assertThat(answer.headers().firstValue("content-length"))
          .contains(Integer.toString(answer.body().length));
    }
    HttpResponse<String> head =
        review.send(
            HttpRequest.newBuilder(review.at(photo.src()))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.headers().firstValueAsLong("content-length").orElse(0)).isPositive();
    for (String other : List.of("/1.webp", "/360.gif", "/../../courant.key", "/360.webp%00.jpg")) {
      assertThat(editor.bytes(Photo.ROOT + photo.digest() + other).statusCode()).isEqualTo(404);
    }
  }

  /** It can be used at once; pages get its other sizes as soon as these are made. */
  @Test
  void aLargePictureGrowsIntoAllItsSizes() {
    Photo photo = handIn("large.jpg", TestPhotos.jpeg(2_600, 400));
    assertThat(editor.bytes(photo.src()).statusCode()).isEqualTo(200);
    assertThat(photo.src()).endsWith("/1080.jpg");
    Story story = review.story("With a large picture").lead(lead(photo)).publish();
    assertThat(review.get(story.path()).body()).contains(photo.src());
    Await.until(() -> photo(photo.id().value()).cuts().size() == 5);
    Await.until(() -> review.get(story.path()).body().contains("/2400.webp 2400w"));
    assertThat(editor.bytes(photo.src().replace("1080", "2400")).statusCode()).isEqualTo(200);
  }

  @Test
  void theSameFileIsTakenOnce() {
    byte[] file = fresh();
    Photo first = handIn("one.jpg", file);
    assertThat(handIn("two.jpg", file).id()).isEqualTo(first.id());
  }

  @Test
  void severalAtOnceWithoutScriptsAndWhatIsWrongWithEach() {
    HttpResponse<String> both =
        editor.handInPlainly("/desk/media", new Sent("a.jpg", fresh()), new Sent("b.jpg", fresh()));
    assertThat(both.headers().firstValue("location")).contains("/desk/media?done=media-taken");
    HttpResponse<String> one =
        editor.handInPlainly(
            "/desk/media",
            new Sent("page.jpg", "<html>".getBytes(StandardCharsets.US_ASCII)),
            new Sent("drawing.png", "<svg><script>".getBytes(StandardCharsets.US_ASCII)),
            new Sent("right.jpg", fresh()));
    assertThat(one.statusCode()).isEqualTo(422);
    assertThat(one.body())
        .contains("page.jpg", "not a picture", "drawing.png", "Nothing of this SVG", "right.jpg");
  }

  @Test
  void whatIsKeptHoldsNothingOfWhereItWasTaken() {
    Photo photo = handIn("place.jpg", TestPhotos.withExif(fresh(), 6));
    assertThat(photo.height()).isGreaterThan(photo.width());
    // What was handed in goes once all sizes are there and the request is over.
    Await.until(() -> !isKept(TestPhotos.PLACE));
    Await.until(() -> uploads().isEmpty());
  }

  @Test
  void aHiddenPageIsNeverServed() {
    byte[] page = "<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
    Photo photo = handIn("\"><script>.jpg", TestPhotos.join(fresh(), page));
    Await.until(() -> !isKept("<script>alert(1)"));
    assertThat(editor.get(address(photo)).body()).doesNotContain("\"><script>");
  }

  private static boolean isKept(String text) {
    try {
      return !review.filesWhere(file -> file.contains(text)).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> uploads() {
    try (Stream<Path> left = Files.list(review.folder.resolve("uploads"))) {
      return left.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aStoryShowsAPictureInAllSizesAndFeedsAndCardsInOne() {
    Photo photo = handIn("lead.jpg", fresh());
    Story story =
        review
            .story("With a picture")
            .lead(lead(photo))
            .body("<p>Text.</p><figure><img src=\"" + photo.src() + "\" alt=\"\"></figure>")
            .publish();
    String page = review.get(story.path()).body();
    assertThat(page)
        .contains(
            "<source type=\"image/webp\" srcset=\"" + photo.webpSet() + "\"",
            "width=\"" + photo.width() + "\" height=\"" + photo.height() + "\"",
            "og:image:width",
            photo.src(1_600) + "\"")
        .contains("fetchpriority=\"high\"");
    assertThat(page.split("<picture>")).hasSize(3);
    assertThat(review.get("/").body()).contains(photo.webpSet(), "loading=\"lazy\"");
    assertThat(review.get("/feed").body()).contains(photo.src(), "<media:content");
  }

  @Test
  void theFocalPointReachesEveryPageAtOnce() {
    Photo photo = handIn("focus.jpg", fresh());
    Story story = review.story("In focus").lead(lead(photo)).publish();
    assertThat(review.get(story.path()).body()).doesNotContain("fx-20");
    editor.post(address(photo), "alt", "A boat", "caption", "", "credit", "", "x", "21", "y", "90");
    assertThat(review.get(story.path()).body()).contains("class=\"fx-20 fy-90\"");
    assertThat(editor.get("/desk/media?q=boat").body()).contains("focus.jpg");
    assertThat(editor.get("/desk/media?q=50%25").body()).doesNotContain("focus.jpg");
  }

  @Test
  void aPictureInUseStaysAndOneThatIsNotCanBeTakenBack() {
    Photo used = handIn("used.jpg", fresh());
    review.story("Uses it").lead(lead(used)).publish();
    assertThat(editor.get(address(used)).body()).contains("Uses it");
    assertThat(editor.post(address(used) + "/delete").headers().firstValue("location"))
        .contains(address(used) + "?done=media-in-use");
    Photo unused = handIn("unused.jpg", fresh());
    String after =
        editor.post(address(unused) + "/delete").headers().firstValue("location").orElseThrow();
    assertThat(editor.get(after).body()).contains("can be taken back");
    assertThat(editor.get("/desk/media").body()).doesNotContain("unused.jpg</span>");
    editor.post(address(unused) + "/restore");
    assertThat(editor.get("/desk/media").body()).contains("unused.jpg</span>");
  }

  @Test
  void aPictureOnTheTopOfATopicsPageStays() {
    Photo photo = handIn("face.jpg", fresh());
    Topic topic = review.topic("Khalifa Haftar");
    editor.post(
        "/desk/topics/" + topic.id().value(),
        "name",
        "Khalifa Haftar",
        "kind",
        "person",
        "image",
        photo.src());
    assertThat(review.get(topic.path()).body()).contains(photo.src());
    assertThat(editor.get(address(photo)).body())
        .contains("href=\"/desk/topics/" + topic.id().value() + "\"");
    assertThat(editor.post(address(photo) + "/delete").headers().firstValue("location"))
        .contains(address(photo) + "?done=media-in-use");
  }

  @Test
  void aPictureSomebodyIsWritingIntoAStoryStays() {
    Photo photo = handIn("writing.jpg", fresh());
    Story draft = review.save(review.story("Half written").in(new StoryState.Draft()));
    editor.post(
        "/desk/story/" + draft.id().value() + "/autosave",
        "headline",
        "Half written",
        "picture",
        photo.src());
    editor.post(address(photo) + "/delete");
    assertThat(photo(photo.id().value()).deleted()).isEmpty();
  }

  @Test
  void anotherFileTakesItsPlaceInEveryStory() {
    Photo old = handIn("old.jpg", fresh());
    editor.post(address(old), "alt", "Words", "caption", "", "credit", "", "x", "0", "y", "50");
    Story story =
        review
            .story("To be mended")
            .lead(lead(old))
            .body("<p>Text.</p><figure><img src=\"" + old.src() + "\" alt=\"\"></figure>")
            .publish();
    HttpResponse<String> answer =
        editor.handInPlainly(address(old) + "/replace", new Sent("new.jpg", fresh()));
    String location = answer.headers().firstValue("location").orElseThrow();
    Photo now = photo(Long.parseLong(location.replaceAll("\\D+", "")));
    assertThat(review.get(story.path()).body())
        .contains(now.digest(), "alt=\"Words\"")
        .doesNotContain(old.digest());
    assertThat(now.alt()).isEqualTo("Words");
    assertThat(editor.get(address(old)).body()).contains("Nowhere yet");
  }

  @Test
  void aStoryWaitsForItsPicturesDescription() {
    Photo photo = handIn("undescribed.jpg", fresh());
    Story draft = review.save(review.story("Not described").in(new StoryState.Draft()));
    String desk = "/desk/story/" + draft.id().value();
    HttpResponse<String> refused =
        editor.post(desk, "action", "publish", "headline", "Not described", "picture", photo.src());
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("what the picture shows");
    HttpResponse<String> published =
        editor.post(
            desk,
            "action",
            "publish",
            "headline",
            "Not described",
            "picture",
            photo.src(),
            "picture-alt",
            "A quay");
    assertThat(published.headers().firstValue("location")).contains(desk + "?done=published");
  }

  @Test
  void theDialogOffersWhatTheLibraryHas() {
    Photo photo = handIn("choice.jpg", fresh());
    String dialog = editor.get("/desk/media/pick?q=choice").body();
    assertThat(dialog).contains(photo.src()).doesNotContain("<html");
  }

  /** Refused before a byte of it is read: the answer is there while most is still to be sent. */
  @Test
  void whatIsFarTooLargeIsRefusedAtOnce() throws IOException {
    try (Socket socket = new Socket("localhost", review.review.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /desk/media HTTP/1.1\r\nHost: localhost\r\nCookie: "
                  + editor.cookie
                  + "\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 210000000\r\n\r\n--x\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  /** The same without an announced length: cut off as soon as it has grown too large. */
  @Test
  void anEndlessFileIsCutOff() throws IOException {
    try (Socket socket = new Socket("localhost", review.review.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /desk/media/1/replace HTTP/1.1\r\nHost: localhost\r\nCookie: "
                  + editor.cookie
                  + "\r\nContent-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      chunk(
          out,
          "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      byte[] megabyte = new byte[1 << 20];
      int sent = 0;
      try {
        while (socket.getInputStream().available() == 0 && sent < 400) {
          chunk(out, megabyte);
          sent++;
        }
      } catch (IOException _) {
        // It may hang up on us before we have seen its answer.
      }
      assertThat(sent).isLessThan(120);
    }
    Await.until(() -> review.folder.resolve("uploads").toFile().list().length == 0);
  }

  private static void chunk(OutputStream out, byte[] bytes) throws IOException {
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Test
  void aStrangerMayNotSendAByte() throws IOException {
    try (Socket socket = new Socket("localhost", review.review.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "POST /desk/media HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 40000000\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
    }
    HttpResponse<String> forged =
        review.send(
            HttpRequest.newBuilder(review.at("/desk/media"))
                .header("Cookie", editor.cookie)
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.ofString("x")));
    assertThat(forged.statusCode()).isEqualTo(403);
  }

  @Test
  void manyAtOnceAreAllTaken() {
    List<byte[]> files = Stream.generate(MediaDeskTest::fresh).limit(4).toList();
    List<Photo> taken = files.parallelStream().map(file -> handIn("together.jpg", file)).toList();
    assertThat(taken.stream().map(Photo::digest).distinct()).hasSize(4);
    assertThat(editor.get("/desk/media").statusCode()).isEqualTo(200);
    assertThat(review.review.media().photos().newest("together", Photos.Filter.ALL, 0, 9))
        .hasSize(4);
  }
}
