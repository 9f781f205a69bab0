package courant.media.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.media.Photo;
import courant.media.PhotoFiles;
import courant.media.Photos;
import courant.media.TakePhoto;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.platform.web.Role;
import courant.support.Newsperson;
import courant.support.Newsperson.Sent;
import courant.support.S3Server;
import courant.support.S3Server.Mood;
import courant.support.SettableClock;
import courant.support.TestPhotos;
import courant.support.TestReview;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures in a store elsewhere, which is not always well. */
class S3FilesTest {
  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(TestReview.NOON);
  private S3Server store;

  @BeforeEach
  void start() {
    store = S3Server.start();
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private TestReview review() {
    return TestReview.start(Map.of("media", store.setting(), "allow-private", store.authority()));
  }

  @Test
  void aPictureIsInTheStoreAndFoundThereByAnotherNode() throws IOException {
    try (TestReview review = review()) {
      Newsperson editor = new Newsperson(review, Role.EDITOR);
      assertThat(
              editor
                  .handIn("/desk/media", new Sent("a.jpg", TestPhotos.jpeg(500, 200)))
                  .statusCode())
          .isEqualTo(200);
      Photo photo = newest(review);
      assertThat(store.types())
          .hasSize(4)
          .containsEntry("/pictures/review/" + photo.digest() + "/360.webp", "image/webp")
          .containsEntry("/pictures/review/" + photo.digest() + "/500.jpg", "image/jpeg");
      int asked = store.asked();
      assertThat(editor.bytes(photo.src()).statusCode()).isEqualTo(200);
      assertThat(store.asked()).isEqualTo(asked);
      forget(review.folder.resolve("media-shown"));
      HttpResponse<byte[]> fetched = editor.bytes(photo.webp(360));
      assertThat(fetched.body()).hasSize((int) photo.cuts().getFirst().webpBytes());
      assertThat(store.asked()).isEqualTo(asked + 1);
      assertThat(editor.bytes(Photo.ROOT + "0".repeat(40) + "/360.webp").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void aStoreThatFailsRefusesAPictureAndServesWhatIsHere() throws IOException {
    try (TestReview review = review()) {
      Newsperson editor = new Newsperson(review, Role.EDITOR);
      editor.handIn("/desk/media", new Sent("a.jpg", TestPhotos.jpeg(500, 200)));
      Photo photo = newest(review);
      store.mood(Mood.FAILING);
      HttpResponse<String> refused =
          editor.handIn("/desk/media", new Sent("b.jpg", TestPhotos.jpeg(400, 200)));
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("does not answer");
      assertThat(review.review.media().photos().count().all()).isOne();
      assertThat(editor.bytes(photo.src()).statusCode()).isEqualTo(200);
      forget(review.folder.resolve("media-shown"));
      HttpResponse<byte[]> gone = editor.bytes(photo.src());
      assertThat(gone.statusCode()).isEqualTo(503);
      assertThat(gone.headers().firstValue("retry-after")).isPresent();
      store.mood(Mood.WELL);
      review.clock.advance(Duration.ofSeconds(11));
      assertThat(editor.bytes(photo.src()).statusCode()).isEqualTo(200);
    }
  }

  private static Photo newest(TestReview review) {
    return review.review.media().photos().newest("", Photos.Filter.ALL, 0, 1).getFirst();
  }

  private static void forget(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
        Files.delete(file);
      }
    }
  }

  private S3Files files(String allowed) {
    return files(allowed, Duration.ofSeconds(20));
  }

  private S3Files files(String allowed, Duration patience) {
    return new S3Files(
        store.setting(),
        new Outgoing(new PublicAddresses(allowed)),
        folder.resolve("shown"),
        patience,
        clock);
  }

  @Test
  void saysWhatIsWrongWithAStore() throws IOException {
    S3Files files = files(store.authority());
    assertThat(files.check()).startsWith("http://127.0.0.1").doesNotContain("SECRET");
    assertThat(store.types()).isEmpty();
    store.mood(Mood.FORBIDDING);
    assertThatThrownBy(files::check)
        .isInstanceOf(PhotoFiles.Silent.class)
        .hasMessageContaining("403 AccessDenied");
    assertThatThrownBy(files("")::check).hasMessageContaining("COURANT_ALLOW_PRIVATE=");
    store.close();
    assertThatThrownBy(files::check).isInstanceOf(PhotoFiles.Silent.class);
  }

  @Test
  void doesNotAskASilentStoreAgainAndAgain() {
    store.mood(Mood.FAILING);
    S3Files files = files(store.authority());
    assertThatThrownBy(() -> files.find("ab/360.webp")).isInstanceOf(PhotoFiles.Silent.class);
    int asked = store.asked();
    assertThatThrownBy(() -> files.find("cd/360.webp")).isInstanceOf(PhotoFiles.Silent.class);
    assertThat(store.asked()).isEqualTo(asked);
    clock.advance(Duration.ofSeconds(11));
    assertThatThrownBy(() -> files.find("cd/360.webp")).isInstanceOf(PhotoFiles.Silent.class);
    assertThat(store.asked()).isEqualTo(asked + 1);
  }

  @Test
  void givesUpOnAStoreThatNeverAnswers() {
    store.mood(Mood.SILENT);
    assertThatThrownBy(() -> files(store.authority(), Duration.ofMillis(300)).find("ab/360.webp"))
        .isInstanceOf(PhotoFiles.Silent.class)
        .hasMessageContaining("no whole answer");
  }

  /** Each node has copies of its own; only one of them deletes. */
  @Test
  void aPictureThatIsDeletedForGoodGoesOnEveryNode() throws IOException {
    try (TestReview review = review()) {
      new Newsperson(review, Role.EDITOR)
          .handIn("/desk/media", new Sent("a.jpg", TestPhotos.jpeg(500, 200)));
      String kept = newest(review).files().getFirst();
      String deleted = "0".repeat(Photo.DIGEST_LENGTH) + "/360.webp";
      PhotoFiles one = review.review.media().files();
      one.keep(deleted, "image/webp", Files.write(folder.resolve("file"), new byte[1_000]));
      S3Files other = files(store.authority());
      Photos photos = review.review.media().photos();
      assertThat(other.find(kept)).isPresent();
      Path copy = other.find(deleted).orElseThrow();
      one.drop(List.of(deleted));
      other.tidy(photos::known);
      assertThat(copy).as("it might be on its way in").exists();
      for (String name : List.of(kept, deleted)) {
        Path around = other.find(name).orElseThrow().getParent();
        Files.setLastModifiedTime(
            around,
            FileTime.from(
                clock.instant().minus(TakePhoto.LONGEST_UPLOAD).minus(Duration.ofMinutes(1))));
      }
      other.tidy(photos::known);
      assertThat(other.find(deleted)).isEmpty();
      assertThat(copy.getParent()).doesNotExist();
      int asked = store.asked();
      assertThat(other.find(kept)).isPresent();
      assertThat(store.asked()).isEqualTo(asked);
    }
  }

  @Test
  void letsGoOfWhatIsShownLeast() throws IOException {
    S3Files files = files(store.authority());
    Path file = Files.write(folder.resolve("file"), new byte[1_000]);
    for (int i = 0; i < 5; i++) {
      files.keep("ab" + i + "/360.webp", "image/webp", file);
    }
    files.tidy(2_500);
    try (Stream<Path> left = Files.walk(folder.resolve("shown"))) {
      assertThat(left.filter(Files::isRegularFile)).hasSize(2);
    }
    assertThat(files.find("ab0/360.webp")).isPresent();
  }
}
