package courant.desk.wire;

import courant.source.Source;
import courant.support.Newsperson;
import courant.support.TestReview;
import courant.syndication.intake.Intake;
import courant.syndication.intake.Intake.Destination;
import java.util.Optional;

/** Partners that hand stories in, made at the desk. */
final class WirePartners {
  private WirePartners() {}

  static Source made(TestReview review, Newsperson editor, String name, Destination destination) {
    editor.post("/desk/sources", "name", name);
    Source source =
        review.review.sources().all().stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow();
    review
        .review
        .database()
        .change(
            handle ->
                review
                    .review
                    .syndication()
                    .intake()
                    .intakes()
                    .write(handle, source.id(), Intake.to(destination, Optional.empty())));
    return source;
  }

  static String desk(Source source) {
    return "/desk/sources/" + source.id().value() + "/wires";
  }

  /** A new token for the partner's program, as the desk shows it once. */
  static String token(Newsperson editor, Source source) {
    return editor
        .post(desk(source), "action", "make", "name", "Their program")
        .body()
        .replaceAll("(?s).*class=\"record\">([\\w-]{43})</code></p>.*", "$1");
  }
}
