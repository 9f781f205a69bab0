package courant.delivery.page;

import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import courant.reply.FormSeal;
import courant.reply.ReplierData;
import courant.reply.ReplyLetters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * {@code /replies/data} and {@code /replies/mail}: repliers' own affairs, by links that only their
 * mailbox has.
 */
final class ReplierPages {
  private final ReplyLetters letters;
  private final ReplierData data;
  private final FormSeal seal;
  private final Frames frames;

  ReplierPages(ReplyLetters letters, ReplierData data, FormSeal seal, Frames frames) {
    this.letters = letters;
    this.data = data;
    this.seal = seal;
    this.frames = frames;
  }

  /** GET {@code /replies/data}: asks for an address. */
  Response ask(Request request) {
    return page(request, "replierask", Map.of("sent", false));
  }

  /** POST {@code /replies/data}: mails the link, and says so whether there is anybody or not. */
  Response send(Request request) {
    request.field("email").ifPresent(letters::mailData);
    return page(request, "replierask", Map.of("sent", true));
  }

  /** GET {@code /replies/data/<token>}: everything of theirs. */
  Response show(Request request) {
    return owner(request, this::shown);
  }

  private Response shown(Request request, long replier) {
    return page(
        request,
        "replierdata",
        Map.of("replies", data.replies(replier), "token", request.part("token")));
  }

  /** POST {@code /replies/data/<token>}: hands it out, or forgets it. */
  Response act(Request request) {
    return owner(request, this::act);
  }

  private Response act(Request request, long replier) {
    if (request.field("action").filter("erase"::equals).isPresent()) {
      data.erase(replier);
      return page(request, "replierdata", Map.of("replies", List.of(), "token", ""));
    }
    byte[] json = data.export(replier).encodePrettily().getBytes(StandardCharsets.UTF_8);
    return new Response(
            200, "application/json; charset=utf-8", json, List.of(), Set.of(), Instant.EPOCH)
        .with("content-disposition", "attachment; filename=\"replies.json\"")
        .with("cache-control", "no-store");
  }

  private Response owner(Request request, BiFunction<Request, Long, Response> action) {
    return seal.owned(request.part("token"))
        .map(replier -> action.apply(request, replier))
        .orElseGet(() -> Response.empty(404));
  }

  /** GET {@code /replies/mail/<token>}: letters about answers, on or off. */
  Response mail(Request request) {
    Optional<Long> replier = seal.mailed(request.part("token"));
    return replier.map(id -> mail(request, data.letters(id))).orElseGet(() -> Response.empty(404));
  }

  private Response mail(Request request, boolean on) {
    return page(request, "repliermail", Map.of("on", on, "token", request.part("token")));
  }

  /** POST {@code /replies/mail/<token>}: turns them on, or off as mail programs do (RFC 8058). */
  Response turn(Request request) {
    Optional<Long> replier = seal.mailed(request.part("token"));
    boolean on = request.field("action").filter("on"::equals).isPresent();
    replier.ifPresent(id -> data.letters(id, on));
    return replier.map(_ -> mail(request, on)).orElseGet(() -> Response.empty(404));
  }

  private Response page(Request request, String template, Map<String, Object> shown) {
    Map<String, Object> parameters = new HashMap<>(shown);
    parameters.put("frame", frames.unlisted(request, ""));
    return Response.html(Templates.render("page/" + template, parameters))
        .with("cache-control", "no-store")
        .with("referrer-policy", "no-referrer");
  }
}
