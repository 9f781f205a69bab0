package courant.desk.fediverse;

import static courant.platform.web.Role.EDITOR;

import courant.delivery.fediverse.FediverseAtDesk;
import courant.delivery.fediverse.FediverseModule;
import courant.desk.Desk;
import courant.edition.Audience;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import java.util.Map;

/** {@code /desk/fediverse}: the switch, the name to tell people, and what goes on there. */
public final class FediverseDesk {
  private final Desk desk;
  private final FediverseModule module;
  private final FediverseAtDesk fediverse;

  public FediverseDesk(Desk desk, FediverseModule module) {
    this.desk = desk;
    this.module = module;
    this.fediverse = module.atDesk();
  }

  public void routes(Routes routes) {
    routes.get("/desk/fediverse", EDITOR, this::show).post("/desk/fediverse", EDITOR, this::act);
  }

  Response show(Request request) {
    return desk.page(
        request,
        "fediverse/fediverse",
        "fediverse",
        desk.texts().say("fediverse.desk"),
        Map.of(
            "state", fediverse.state(),
            "handle", module.of(new Audience.Everyone()).orElse(""),
            "renamable", fediverse.renamable(),
            "followers", fediverse.followers(),
            "days", fediverse.days(),
            "servers", fediverse.servers(),
            "blocked", fediverse.blocked(),
            "deliveries", fediverse.deliveries(),
            "refused", fediverse.refused()));
  }

  Response act(Request request) {
    String value = request.field("value").orElse("");
    String done =
        switch (request.field("action").orElse("")) {
          case "on" -> switched(false);
          case "off" -> switched(true);
          case "name" -> fediverse.rename(value.strip()) ? "saved" : "fediverse-name";
          case "block" ->
              fediverse.block(value, desk.member(request).name()) ? "saved" : "fediverse-host";
          case "unblock" -> unblocked(value);
          default -> "";
        };
    return done.isEmpty() ? Response.empty(400) : Response.seeOther("/desk/fediverse?done=" + done);
  }

  private String switched(boolean off) {
    fediverse.pause(off);
    return "saved";
  }

  private String unblocked(String host) {
    fediverse.unblock(host);
    return "saved";
  }
}
