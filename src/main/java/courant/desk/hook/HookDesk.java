package courant.desk.hook;

import static courant.platform.web.Role.OWNER;

import courant.delivery.hook.HookDelivery;
import courant.delivery.hook.HookEvent;
import courant.delivery.hook.HookModule;
import courant.delivery.hook.Webhook;
import courant.desk.Desk;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/webhooks}. */
public final class HookDesk {
  private static final int SHOWN = 20;

  /** A webhook with its last messages, newest first. */
  public record Row(Webhook webhook, List<HookDelivery> deliveries) {}

  private final Desk desk;
  private final HookModule hooks;

  public HookDesk(Desk desk, HookModule hooks) {
    this.desk = desk;
    this.hooks = hooks;
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/webhooks", OWNER, this::show)
        .post("/desk/webhooks", OWNER, this::add)
        .post("/desk/webhooks/:id", OWNER, this::act);
  }

  private Response show(Request request) {
    return page(request, "", "", "");
  }

  private Response add(Request request) {
    String address = request.field("address").map(String::strip).orElse("");
    List<HookEvent> events = HookEvent.chosen(request.fields("event"));
    if (address.length() > 2_000 || hooks.objection(address).isPresent()) {
      return page(request, address, "", "hook.problem.address").status(422);
    }
    if (events.isEmpty()) {
      return page(request, address, "", "hook.problem.events").status(422);
    }
    return hooks
        .add(address, events)
        .map(added -> page(request, "", added.secret().value(), ""))
        .orElseGet(() -> page(request, address, "", "hook.problem.many").status(422));
  }

  private Response act(Request request) {
    Optional<Webhook> found = Request.number(request.part("id")).flatMap(hooks.webhooks()::byId);
    if (found.isEmpty()) {
      return Response.empty(404);
    }
    Webhook webhook = found.get();
    switch (request.field("action").orElse("")) {
      case "ping" -> hooks.ping(webhook);
      case "resume" -> hooks.webhooks().resume(webhook.id());
      case "remove" -> hooks.webhooks().remove(webhook.id());
      case "again" ->
          request
              .field("message")
              .ifPresent(message -> hooks.webhooks().again(webhook.id(), message));
      default -> {
        return Response.empty(400);
      }
    }
    return Response.seeOther("/desk/webhooks?done=saved#hook-" + webhook.id());
  }

  private Response page(Request request, String address, String secret, String problem) {
    return desk.page(
        request,
        "hook/webhooks",
        "webhooks",
        desk.texts().say("hook.desk"),
        Map.of(
            "rows",
            hooks.webhooks().all().stream()
                .map(one -> new Row(one, hooks.webhooks().newest(one.id(), SHOWN)))
                .toList(),
            "events",
            HookEvent.choices(),
            "address",
            address,
            "secret",
            secret,
            "problem",
            problem));
  }
}
