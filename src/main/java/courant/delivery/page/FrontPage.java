package courant.delivery.page;

import courant.delivery.Tags;
import courant.edition.Audience;
import courant.edition.Edition;
import courant.edition.Editions;
import courant.figure.Subjects;
import courant.platform.web.Addresses;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import courant.story.Stories;
import courant.story.Story;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /}: the edition for everyone. */
public final class FrontPage {
  static final int STORIES = 24;

  /** A front page laid out; after the first page all stories are alike. */
  public record Front(
      Edition edition,
      Optional<Edition.Entry> lead,
      List<Edition.Entry> second,
      List<Edition.Entry> briefs,
      List<Edition.Entry> rest) {
    static Front of(Edition edition) {
      List<Edition.Entry> stories = edition.entries();
      return new Front(
          edition,
          stories.stream().findFirst(),
          stories.stream().skip(1).limit(2).toList(),
          stories.stream().skip(3).limit(6).toList(),
          stories.stream().skip(9).toList());
    }
  }

  private final Editions editions;
  private final Stories stories;
  private final Frames frames;

  FrontPage(Editions editions, Stories stories, Frames frames) {
    this.editions = editions;
    this.stories = stories;
    this.frames = frames;
  }

  Response answer(Request request) {
    Optional<String> moved = request.query("p").flatMap(number -> stories.movedTo("/?p=" + number));
    if (moved.isPresent()) {
      return Response.moved(Addresses.encode(moved.get()));
    }
    Edition edition = editions.select(new Audience.Everyone(), ListPage.window(request, STORIES));
    if (edition.entries().isEmpty() && edition.window().page() > 1) {
      return Response.empty(404);
    }
    Frame plain = frames.page(request, "/", "", "");
    String tagline = plain.masthead().tagline();
    Frame frame =
        frames
            .page(request, "/", "", tagline)
            .with(
                request.site() + ListPage.numbered("/", edition.window().page()),
                MachineReadable.ofReview(plain),
                List.of(JsonLd.review(plain)));
    byte[] page =
        Templates.render("page/front", Map.of("frame", frame, "front", Front.of(edition)));
    return Response.html(page)
        .published(Tags.of(edition), lastChange(edition))
        .counted(Subjects.PAGE);
  }

  static Instant lastChange(Edition edition) {
    return edition.stories().stream()
        .map(Story::updated)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }
}
