package courant.desk.mail;

import courant.delivery.mail.MailDomain;
import courant.delivery.mail.SigningKeys;
import courant.desk.Desk;
import courant.platform.web.Request;
import courant.platform.web.Response;
import java.util.List;
import java.util.Map;

/** {@code /desk/mail/domain}: the keys that sign mail, and what to publish so that it arrives. */
final class EditMailDomain {
  private final Desk desk;
  private final MailDomain domain;

  EditMailDomain(Desk desk, MailDomain domain) {
    this.desk = desk;
    this.domain = domain;
  }

  Response show(Request request) {
    return page(request, domain.records());
  }

  Response act(Request request) {
    switch (request.field("action").orElse("")) {
      case "make" -> domain.makeKeys();
      case "stop" -> domain.stopSigning();
      case "check" -> {
        return page(request, domain.check());
      }
      default -> {
        return Response.empty(400);
      }
    }
    return Response.seeOther("/desk/mail/domain?done=saved");
  }

  private Response page(Request request, List<MailDomain.Record> records) {
    List<SigningKeys.Published> keys = domain.keys();
    return desk.page(
        request,
        "mail/domain",
        "mail",
        desk.texts().say("mail.desk.domain"),
        Map.of(
            "domain", domain.domain(),
            "records", records,
            "made", !keys.isEmpty(),
            "signing", keys.stream().anyMatch(SigningKeys.Published::active)));
  }
}
