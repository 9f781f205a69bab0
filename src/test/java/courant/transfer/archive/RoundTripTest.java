package courant.transfer.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.media.MediaModule;
import courant.media.PhotoFiles;
import courant.media.Taken;
import courant.platform.db.Tables;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.story.Story;
import courant.story.StoryId;
import courant.support.BothDatabases;
import courant.support.TestPhotos;
import courant.transfer.ReviewFolder;
import courant.transfer.exported.UnreadableExport;
import courant.transfer.importing.ImportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes out in an archive comes back. */
@BothDatabases
class RoundTripTest {
  /** Tables that an archive leaves to a backup: people, secrets, and what happened when. */
  private static final Set<String> NOT_IN_ARCHIVES =
      Set.of(
          "fact",
          "fact_place",
          "staff",
          "staff_link",
          "staff_session",
          "staff_code",
          "staff_recovery",
          "passkey",
          "passkey_challenge",
          "certificate",
          "audit",
          "working_copy",
          "several_deed",
          "api_token",
          "api_answer",
          "webhook",
          "webhook_delivery",
          "figure_hour",
          "figure_day",
          "figure_site",
          "figure_place",
          "story_mark",
          "story_sketch",
          "fediverse_self",
          "fediverse_name",
          "fediverse_inbox",
          "fediverse_follower",
          "fediverse_send",
          "fediverse_delivery",
          "fediverse_seen",
          "fediverse_echo",
          "fediverse_reply",
          "fediverse_blocked",
          "fediverse_refusal",
          "fediverse_day",
          "app_item",
          "working_text",
          "submission",
          "story_plan",
          "writer",
          "hub_subscription",
          "hub_lease",
          "wire_token",
          "wire_mailbox",
          "wire_delivery",
          "wire_held",
          "reader",
          "reader_key",
          "reader_link",
          "reader_session",
          "outbox",
          "interest",
          "follow",
          "feed_key",
          "app_password",
          "push_key",
          "push_endpoint",
          "push_quiet",
          "push_pace",
          "push_send",
          "push_sent",
          "push_correction",
          "push_held",
          "subscription",
          "issue",
          "issue_range",
          "delivery",
          "owed_correction",
          "planned",
          "suppression",
          "returned_mail",
          "dkim_key",
          "letter",
          "mark",
          "read_until",
          "replier",
          "reply_belief",
          "reply_belief_hashed",
          "reply_told");

  @TempDir Path folder;

  @Test
  void anArchiveRestoresExactly() throws IOException {
    Path first = folder.resolve("first.zip");
    Path second = folder.resolve("second.zip");
    try (ReviewFolder review = new ReviewFolder(folder.resolve("a"))) {
      review.take(ReviewFolder.MESSY);
      review.give(first, "https://a.example", "");
      try (ReviewFolder restored = new ReviewFolder(folder.resolve("b"))) {
        ImportReport report = restored.take(first);
        assertThat(report.complete()).isTrue();
        assertThat(restored.rows()).isEqualTo(review.rows());
        restored.give(second, "https://b.example", "");
      }
    }
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void anArchiveCarriesTheLibrarysPictures() throws IOException {
    Path archive = folder.resolve("archive.courant");
    try (ReviewFolder review = new ReviewFolder(folder.resolve("a"));
        ReviewFolder restored = new ReviewFolder(folder.resolve("b"));
        Outgoing outgoing = new Outgoing(new PublicAddresses(""))) {
      Path file = Files.write(folder.resolve("photo.jpg"), TestPhotos.jpeg(400, 200));
      Taken.New taken =
          (Taken.New) review.library(outgoing).takePhoto().take(file, "photo.jpg", "Somebody");
      review.give(archive, "", "");
      assertThat(restored.take(archive).complete()).isTrue();
      MediaModule library = restored.library(outgoing);
      assertThat(library.photos().byId(taken.photo().id())).contains(taken.photo());
      for (String name : taken.photo().files()) {
        assertThat(library.files().find(name).orElseThrow())
            .hasSameBinaryContentAs(review.library(outgoing).files().find(name).orElseThrow());
      }
    }
  }

  /** They may take hours, and a transaction keeps all others from writing. */
  @Test
  void othersWriteWhileTheLibrarysPicturesComeBack() throws IOException {
    Path archive = folder.resolve("archive.courant");
    try (ReviewFolder review = new ReviewFolder(folder.resolve("a"));
        ReviewFolder restored = new ReviewFolder(folder.resolve("b"));
        Outgoing outgoing = new Outgoing(new PublicAddresses(""))) {
      Path file = Files.write(folder.resolve("photo.jpg"), TestPhotos.jpeg(400, 200));
      Taken taken = review.library(outgoing).takePhoto().take(file, "photo.jpg", "Somebody");
      review.give(archive, "", "");
      restored.store = files -> new Busy(files, restored);
      assertThat(restored.take(archive).complete()).isTrue();
      assertThat(count(restored, "fact where kind = 'elsewhere'"))
          .isEqualTo(taken.picture().orElseThrow().files().size());
    }
  }

  /** A store of pictures in a house where somebody writes whenever a picture is kept. */
  private record Busy(PhotoFiles files, ReviewFolder review) implements PhotoFiles {
    @Override
    public void keep(String name, String type, Path file) throws IOException {
      review.facts.write(
          telling -> {
            telling.tell("elsewhere", 1);
            return true;
          });
      files.keep(name, type, file);
    }

    @Override
    public Optional<Path> find(String name) throws IOException {
      return files.find(name);
    }

    @Override
    public void drop(List<String> names) throws IOException {
      files.drop(names);
    }

    @Override
    public String check() throws IOException {
      return files.check();
    }

    @Override
    public boolean elsewhere() {
      return files.elsewhere();
    }

    @Override
    public void tidy(UnaryOperator<Set<String>> known) {
      files.tidy(known);
    }
  }

  @Test
  void anArchiveGoesIntoAnEmptyFolderOnly() throws IOException {
    Path archive = folder.resolve("archive.courant");
    try (ReviewFolder review = new ReviewFolder(folder.resolve("a"))) {
      review.take(ReviewFolder.MESSY);
      review.give(archive, "", "");
      var before = review.rows();
      assertThatThrownBy(() -> review.take(archive))
          .isInstanceOf(UnreadableExport.class)
          .hasMessageContaining("empty data folder");
      assertThat(review.rows()).isEqualTo(before);
    }
  }

  @Test
  void aDamagedArchiveRestoresNothingOrAllOfIt() throws IOException {
    Path archive = folder.resolve("archive.courant");
    Map<String, List<String>> rows;
    try (ReviewFolder review = new ReviewFolder(folder.resolve("a"))) {
      review.take(ReviewFolder.MESSY);
      review.give(archive, "", "");
      rows = review.rows();
    }
    byte[] whole = Files.readAllBytes(archive);
    for (int part = 1; part < 10; part++) {
      byte[] damaged = Arrays.copyOf(whole, whole.length);
      Arrays.fill(damaged, whole.length * part / 10, whole.length * part / 10 + 8, (byte) 7);
      Files.write(archive, damaged);
      try (ReviewFolder review = new ReviewFolder(folder.resolve("b" + part))) {
        Map<String, List<String>> before = review.rows();
        try {
          review.take(archive);
          assertThat(review.rows()).isEqualTo(rows);
        } catch (UnreadableExport e) {
          assertThat(e.getMessage()).contains(archive.toString()).doesNotContain("\n");
          assertThat(review.rows()).isEqualTo(before);
        }
      }
    }
  }

  /** Else it might refer to a story that came once the stories were packed. */
  @Test
  void anArchiveIsOneMomentWhileOthersWrite() throws Exception {
    Path archive = folder.resolve("archive.courant");
    try (ReviewFolder review = new ReviewFolder(folder.resolve("a"))) {
      review.take(ReviewFolder.MESSY);
      AtomicBoolean writing = new AtomicBoolean(true);
      CountDownLatch begun = new CountDownLatch(1);
      Thread desk =
          Thread.startVirtualThread(
              () -> {
                for (long id = 1_000; writing.get(); id++) {
                  writeClosedToReplies(review, id);
                  begun.countDown();
                }
              });
      begun.await();
      review.give(archive, "", "");
      writing.set(false);
      desk.join();
    }
    try (ReviewFolder restored = new ReviewFolder(folder.resolve("b"))) {
      assertThat(restored.take(archive).complete()).isTrue();
      assertThat(count(restored, "reply_closing"))
          .isPositive()
          .isEqualTo(count(restored, "story where headline = ''"));
    }
  }

  private static void writeClosedToReplies(ReviewFolder review, long id) {
    review.facts.write(
        telling -> {
          review.writeStory.save(telling, Story.blank(new StoryId(id), "en"), ZoneId.of("UTC"));
          return telling.handle().execute("insert into reply_closing (story_id) values (?)", id);
        });
  }

  private static int count(ReviewFolder review, String what) {
    return review.database.read(
        handle -> handle.createQuery("select count(*) from " + what).mapTo(Integer.class).one());
  }

  /** A new table has to be put on one of the two lists. */
  @Test
  void everyTableIsInArchivesOrLeftOutOnPurpose() {
    try (ReviewFolder review = new ReviewFolder(folder.resolve("a"))) {
      List<String> tables = review.database.read(Tables::names);
      List<String> forgotten = new ArrayList<>(tables);
      forgotten.removeAll(ArchiveTable.ALL.stream().map(ArchiveTable::name).toList());
      forgotten.removeAll(NOT_IN_ARCHIVES);
      assertThat(forgotten)
          .as("tables to be put into ArchiveTable.ALL, or here into NOT_IN_ARCHIVES")
          .isEmpty();
    }
  }
}
