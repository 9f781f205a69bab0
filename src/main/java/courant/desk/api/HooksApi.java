package courant.desk.api;

import static courant.platform.web.Role.OWNER;

import courant.delivery.hook.HookDelivery;
import courant.delivery.hook.HookEvent;
import courant.delivery.hook.HookModule;
import courant.delivery.hook.Webhook;
import courant.platform.web.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Webhooks by the API. */
final class HooksApi {
  private static final List<String> EVENTS =
      HookEvent.choices().stream().map(HookEvent::word).toList();
  private static final Shape.Fields WEBHOOK =
      Shape.shown(
          "Webhook",
          "id",
          Shape.id(""),
          "address",
          Shape.text(2_000, "Where messages go"),
          "events",
          new Shape.ListOf(new Shape.OneOf(EVENTS, ""), 100, "What it is told of"),
          "made",
          new Shape.Moment(""),
          "paused",
          Shape.text(20, "gone or failing if nothing is sent any more; else empty"));
  private static final Shape.Fields ADDED =
      Shape.shown(
          "WebhookAdded",
          "webhook",
          WEBHOOK,
          "secret",
          Shape.text(100, "Checks our signatures (Standard Webhooks); shown this once"));
  private static final Shape.Fields DELIVERY =
      Shape.shown(
          "WebhookDelivery",
          "message",
          Shape.text(100, "Its webhook-id"),
          "event",
          Shape.text(50, ""),
          "made",
          new Shape.Moment(""),
          "state",
          new Shape.OneOf(List.of("waiting", "sent", "failed"), ""),
          "tries",
          new Shape.Whole(0, 1_000, ""),
          "status",
          new Shape.OrNull(new Shape.Whole(100, 599, "Of the last answer")),
          "why",
          Shape.text(10_000, "Why it did not arrive"),
          "due",
          new Shape.OrNull(new Shape.Moment("When it is tried next")));

  private final HookModule hooks;

  HooksApi(HookModule hooks) {
    this.hooks = hooks;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("/webhooks", OWNER, Scope.WEBHOOKS_READ, "listWebhooks", "Who is told")
            .answering(200, Shape.shown("Webhooks", "items", new Shape.ListOf(WEBHOOK, 100, "")))
            .by(_ -> list()),
        write("POST", "/webhooks", "addWebhook", "Tell another program what happens here")
            .taking(
                Shape.needed(
                    "WebhookNew",
                    "address",
                    Shape.text(2_000, "An https address in a public place"),
                    "events",
                    new Shape.ListOf(new Shape.OneOf(EVENTS, ""), 100, "What it is told of")))
            .answering(201, ADDED)
            .by(this::add),
        write("DELETE", "/webhooks/:id", "removeWebhook", "Tell it nothing more")
            .answeringNothing()
            .by(this::remove),
        write("POST", "/webhooks/:id/ping", "pingWebhook", "Send a test now")
            .answeringNothing()
            .by(this::ping),
        write("POST", "/webhooks/:id/resume", "resumeWebhook", "Send again, also what failed")
            .answeringNothing()
            .by(this::resume),
        Operation.get(
                "/webhooks/:id/deliveries",
                OWNER,
                Scope.WEBHOOKS_READ,
                "listDeliveries",
                "The last messages and what became of them")
            .with("limit", new Shape.Whole(1, Call.MOST_ROWS, "At most so many"))
            .answering(
                200,
                Shape.shown(
                    "WebhookDeliveries", "items", new Shape.ListOf(DELIVERY, Call.MOST_ROWS, "")))
            .by(this::deliveries));
  }

  private static Operation write(String method, String path, String name, String summary) {
    return Operation.of(method, path, OWNER, Scope.WEBHOOKS_WRITE, name, summary);
  }

  private Webhook webhook(Call call) {
    return hooks.webhooks().byId(call.number("id")).orElseThrow(Problem::notFound);
  }

  private Response list() {
    return Response.json(
        new JsonObject()
            .put(
                "items",
                new JsonArray(hooks.webhooks().all().stream().map(HooksApi::json).toList())));
  }

  private Response add(Call call) {
    String address = call.text("address", "");
    List<HookEvent> events = HookEvent.chosen(call.texts("events", List.of()));
    hooks
        .objection(address)
        .ifPresent(
            why -> {
              throw Problem.wrong("/address", why);
            });
    if (events.isEmpty()) {
      throw Problem.wrong("/events", "must name at least one");
    }
    HookModule.Added added =
        hooks
            .add(address, events)
            .orElseThrow(() -> Problem.conflict("There are as many webhooks as there may be."));
    return Response.json(
            new JsonObject()
                .put("webhook", json(added.webhook()))
                .put("secret", added.secret().value()))
        .status(201)
        .with("location", ApiDoor.ROOT + "/webhooks/" + added.webhook().id());
  }

  private Response remove(Call call) {
    hooks.webhooks().remove(webhook(call).id());
    return Response.empty(204);
  }

  private Response ping(Call call) {
    hooks.ping(webhook(call));
    return Response.empty(204);
  }

  private Response resume(Call call) {
    hooks.webhooks().resume(webhook(call).id());
    return Response.empty(204);
  }

  private Response deliveries(Call call) {
    JsonArray items = new JsonArray();
    hooks.webhooks().newest(webhook(call).id(), call.rows()).forEach(one -> items.add(json(one)));
    return Response.json(new JsonObject().put("items", items));
  }

  private static JsonObject json(Webhook webhook) {
    return new JsonObject()
        .put("id", Long.toString(webhook.id()))
        .put("address", webhook.address())
        .put("events", new JsonArray(webhook.events().stream().map(HookEvent::word).toList()))
        .put("made", webhook.made().toString())
        .put("paused", webhook.paused());
  }

  private static JsonObject json(HookDelivery one) {
    return new JsonObject()
        .put("message", one.message())
        .put("event", one.event())
        .put("made", one.made().toString())
        .put("state", one.state().word())
        .put("tries", one.tries())
        .put("status", one.status().orElse(null))
        .put("why", one.why())
        .put("due", one.due().map(Instant::toString).orElse(null));
  }
}
