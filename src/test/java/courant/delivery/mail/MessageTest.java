package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import courant.delivery.Issue;
import courant.delivery.Issues;
import courant.delivery.MailKeys;
import courant.delivery.MailList;
import courant.delivery.OwedCorrections;
import courant.delivery.Pace;
import courant.delivery.Recipients;
import courant.delivery.Schedule;
import courant.delivery.Subscriptions;
import courant.masthead.Masthead;
import courant.media.Photo;
import courant.platform.crypto.Vault;
import courant.platform.smtp.DkimSigner;
import courant.platform.smtp.Letter;
import courant.reader.EmailAddress;
import courant.reader.ReaderId;
import courant.story.Corrections;
import courant.story.Picture;
import courant.story.Story;
import courant.story.StoryId;
import courant.support.Browser;
import courant.support.Golden;
import courant.support.Screenshots;
import courant.support.TestPhotos;
import courant.support.TestReview;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The message itself: its fields, its two forms, and how it looks. */
@ExtendWith(Browser.class)
class MessageTest {
  private TestReview review;

  @BeforeEach
  void start() {
    review = TestReview.start();
    Masthead now = review.review.mastheads().masthead();
    review.masthead(
        new Masthead(
            "The Tripoli Courier",
            now.tagline(),
            now.issnPrint(),
            now.issnOnline(),
            "Courier Press",
            "editor@review.example",
            "",
            Locale.ENGLISH,
            now.zone(),
            now.logo(),
            true));
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private ComposeIssue compose() {
    return compose("linked");
  }

  private ComposeIssue compose(String pictures) {
    Vault vault = Vault.open(review.folder.resolve("courant.key"));
    Subscriptions subscriptions =
        new Subscriptions(review.review.database(), review.review.facts(), review.clock);
    URI site = URI.create("https://review.example");
    return new ComposeIssue(
        review.review.mastheads(),
        review.review.stories(),
        review.editions(),
        review.review.mail().letters(),
        subscriptions,
        new Recipients(
            review.review.follows(),
            review.oneOfEach(),
            review.review.stories(),
            review.review.mastheads(),
            review.review.mail().letters()),
        new OwedCorrections(
            review.review.database(),
            new Corrections(
                review.review.database(), review.review.facts(), review.review.ids(), review.clock),
            review.review.stories(),
            review.review.mail().issues(),
            "mail"),
        new MailKeys(vault),
        new Stamps(vault),
        () -> new Sender("newsletter@review.example", "bounce@review.example"),
        () -> site,
        new LeadPicture(pictures, review.review.media().files()),
        review.clock);
  }

  private Issue issue(MailList list, Pace pace, long subject, Story... stories) {
    Schedule.Stretch day =
        new Schedule.Stretch(TestReview.NOON.minus(Duration.ofDays(1)), TestReview.NOON);
    List<StoryId> ids = List.of(stories).stream().map(Story::id).toList();
    Issues issues = review.review.mail().issues();
    review
        .review
        .database()
        .change(
            handle -> issues.add(handle, new Issues.Plan(list, pace, day, subject, ids, false, 1)));
    return issues.newest(1).getFirst();
  }

  private Story[] stories() {
    return new Story[] {
      review
          .story("Port of Tripoli reopens after three days")
          .standfirst("Ships wait outside the harbour while crews clear the basin.")
          .section("World")
          .by("A. Writer")
          .source("Wire Agency", "")
          .lead(new Picture("/assets/harbour.jpg", 1200, 675, "The harbour at dawn", "", ""))
          .publish(),
      review
          .story("<b>Cup</b> & final: \"tonight\"")
          .section("Sport")
          .standfirst("Two clubs, one winner, and rain from four o’clock.")
          .publish(),
      review
          .story("القاهرة تستضيف المحادثات")
          .language("ar")
          .standfirst("يجتمع الوزراء يوم الاثنين.")
          .publish(),
    };
  }

  private String message(Issue issue) {
    return message(compose(), issue);
  }

  private static String message(ComposeIssue compose, Issue issue) {
    Letter letter =
        compose
            .copy(
                issue,
                new ReaderId(7),
                new EmailAddress("\"ann b\"@bücher.example"),
                List.of(),
                DkimSigner.NONE)
            .letter();
    return new String(letter.bytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void isTheSameMessageEveryTimeAndAsTheGoldenFileHasIt() {
    Issue issue = issue(MailList.REVIEW, Pace.DAILY, 0, stories());
    String message = message(issue);
    assertThat(message(issue)).isEqualTo(message);
    assertThat(message.lines().mapToInt(String::length).max().orElse(0)).isLessThan(999);
    Golden.check(
        "delivery/mail/daily.eml",
        message
            .replaceAll("=\r\n", "")
            .replace("\r\n", "\n")
            .replaceAll("[0-9a-z]{8,13}-7-[0-9a-f]{12}", "STAMP")
            .replaceAll("Feedback-ID: [0-9a-z]+", "Feedback-ID: ISSUE")
            .replaceAll("/mail/7\\.[\\w-]{20}", "/mail/KEY"));
  }

  @Test
  void thePictureIsLinkedOrTravelsAsTheOperatorWishes() {
    Photo photo = review.photo(TestPhotos.jpeg(800, 400));
    Story story =
        review
            .story("With a picture")
            .lead(new Picture(photo.src(), 0, 0, "A quay", "", ""))
            .publish();
    Issue issue = issue(MailList.REVIEW, Pace.DAILY, 0, story);
    String linked = message(compose(), issue).replaceAll("=\r\n", "");
    assertThat(linked)
        .contains("src=3D\"https://review.example" + photo.src(1_120), "height=3D\"280\"")
        .doesNotContain("multipart/related", ".webp");
    String attached = message(compose("attached"), issue);
    assertThat(attached)
        .contains(
            "multipart/related",
            "Content-ID: <" + LeadPicture.ID + ">",
            "Content-Type: image/jpeg");
    assertThat(attached.replaceAll("=\r\n", "")).contains("src=3D\"cid:" + LeadPicture.ID + "\"");
    String encoded =
        attached.replaceAll("(?s).*Content-Disposition: inline\r\n\r\n(.*?)\r\n--.*", "$1");
    assertThat(Base64.getMimeDecoder().decode(encoded)).hasSize((int) photo.near(720).otherBytes());
    assertThat(compose("attached").html(issue, Optional.empty())).doesNotContain("cid:");
  }

  @Test
  void holdsNothingThatTellsOnItsReader() {
    String message = message(issue(MailList.REVIEW, Pace.DAILY, 0, stories()));
    String html = message.substring(message.indexOf("text/html"));
    assertThat(html).doesNotContain("utm_", "width=3D\"1\"", "<script", "ann b");
    assertThat(message).contains("Precedence: bulk", "Auto-Submitted: auto-generated");
  }

  @Test
  void looksRightWideAndNarrowInLightAndDark(Page page) {
    shoot(
        page,
        "message",
        compose().html(issue(MailList.REVIEW, Pace.DAILY, 0, stories()), Optional.empty()));
    Story one = stories()[0];
    shoot(
        page,
        "message-story",
        compose().html(issue(MailList.REVIEW, Pace.ONCE, one.id().value(), one), Optional.empty()));
    review.language("ar");
    shoot(
        page,
        "message-ar",
        compose().html(issue(MailList.REVIEW, Pace.WEEKLY, 0, stories()), Optional.empty()));
  }

  private static void shoot(Page page, String name, String html) {
    page.setContent(html);
    for (int width : new int[] {360, 700}) {
      page.setViewportSize(width, 800);
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
            .as("nothing to scroll sideways")
            .isLessThanOrEqualTo(width);
        Screenshots.takeAsItIs(
            page, name + "-" + width + (scheme == ColorScheme.DARK ? "-dark" : ""));
      }
    }
  }
}
