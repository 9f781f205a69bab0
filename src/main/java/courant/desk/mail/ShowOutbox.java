package courant.desk.mail;

import courant.desk.Desk;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.Outbox;
import java.util.Map;

/** {@code /desk/outbox}: mail that has not left; where no relay is set up, all of it. */
final class ShowOutbox {
  private static final int MOST = 50;

  private final Desk desk;
  private final Outbox outbox;
  private final boolean relayed;

  ShowOutbox(Desk desk, Outbox outbox, boolean relayed) {
    this.desk = desk;
    this.outbox = outbox;
    this.relayed = relayed;
  }

  Response answer(Request request) {
    return desk.page(
        request,
        "mail/outbox",
        "outbox",
        desk.texts().say("desk.outbox"),
        Map.of("waiting", outbox.newest(MOST), "relayed", relayed));
  }
}
