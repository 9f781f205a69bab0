package courant.delivery.fediverse;

import courant.platform.db.Database;
import courant.platform.signature.Claim;
import courant.platform.signature.ReadSignature;
import courant.platform.signature.Sent;
import courant.platform.web.Request;
import courant.platform.web.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * {@code POST …/inbox}: where others deliver. Nothing is believed before the signature holds, the
 * key's owner says it is theirs, and they are who acts; nothing is heard twice.
 */
final class Inbox {
  private final Database database;
  private final ReadSignature signatures;
  private final Peers peers;
  private final Followers followers;
  private final Blocked blocked;
  private final Seen seen;
  private final Refusals refusals;
  private final Hear hear;
  private final BooleanSupplier on;

  Inbox(
      Database database,
      ReadSignature signatures,
      Peers peers,
      Followers followers,
      Blocked blocked,
      Seen seen,
      Refusals refusals,
      Hear hear,
      BooleanSupplier on) {
    this.database = database;
    this.signatures = signatures;
    this.peers = peers;
    this.followers = followers;
    this.blocked = blocked;
    this.seen = seen;
    this.refusals = refusals;
    this.hear = hear;
    this.on = on;
  }

  Response answer(Request request) {
    if (!on.getAsBoolean()) {
      return Response.empty(404);
    }
    return refusal(request)
        .map(
            why -> {
              refusals.count(why);
              return Response.text(why.word() + "\n").status(why.status);
            })
        .orElseGet(() -> Response.text("accepted\n").status(202));
  }

  /** Takes it; or why not. */
  private Optional<Refusal> refusal(Request request) {
    byte[] body = request.body();
    if (body.length > Received.MOST_BYTES) {
      return Optional.of(Refusal.LARGE);
    }
    Sent sent =
        new Sent(request.method(), request.address(), request::header, body, request.site());
    return switch (signatures.of(sent)) {
      case Claim.Unfit(var flaw) -> Optional.of(Refusal.of(flaw));
      case Claim.Signed signed ->
          Received.read(body)
              .filter(activity -> !activity.type().isEmpty() && !actor(activity).isEmpty())
              .map(activity -> refusal(signed, activity, body))
              .orElse(Optional.of(Refusal.JSON));
    };
  }

  private static String actor(Received activity) {
    return activity.address("actor");
  }

  private Optional<Refusal> refusal(Claim.Signed signed, Received activity, byte[] body) {
    String actor = actor(activity);
    if (blocked.has(Received.host(actor)) || blocked.has(Received.host(signed.key()))) {
      return Optional.of(Refusal.BLOCKED);
    }
    boolean leaves = activity.type().equals("Delete") && activity.address("object").equals(actor);
    // Their server tells everybody when an account goes; of strangers there is nothing to forget.
    if (leaves && !followers.knows(actor)) {
      return Optional.empty();
    }
    String id = activity.id().isEmpty() ? digest(body) : activity.id();
    if (seen.has(id)) {
      return Optional.of(Refusal.REPLAY);
    }
    return switch (verified(signed)) {
      case Peers.Found.Refused(var why) -> Optional.of(why);
      // Anybody can name a key that is nowhere: only their own address tells that they are gone.
      case Peers.Found.Gone _ when leaves && peers.gone(actor) ->
          once(id, () -> hear.forget(actor));
      case Peers.Found.Gone _ -> Optional.of(Refusal.KEY);
      case Peers.Found.Known(var peer) when !peer.id().equals(actor) ->
          Optional.of(Refusal.IMPOSTOR);
      case Peers.Found.Known(var peer) when !sameHost(id, actor) && !activity.id().isEmpty() ->
          Optional.of(Refusal.IMPOSTOR);
      case Peers.Found.Known(var peer) -> once(id, () -> hear.act(peer, activity));
    };
  }

  private static String digest(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  private static boolean sameHost(String one, String other) {
    return !Received.host(one).isEmpty() && Received.host(one).equals(Received.host(other));
  }

  /** Who signed it. A key may have been changed since it was last asked for: then once more. */
  private Peers.Found verified(Claim.Signed signed) {
    return switch (peers.byKey(signed.key())) {
      case Peers.Found.Known(var peer) when !signed.holds(peer.publicKey()) ->
          switch (peers.renewed(peer)) {
            case Peers.Found.Known(var renewed) when !signed.holds(renewed.publicKey()) ->
                new Peers.Found.Refused(Refusal.FORGED);
            case Peers.Found found -> found;
          };
      case Peers.Found found -> found;
    };
  }

  /** Noted first, and taken back if it could not be done: so two at a time do it once. */
  private Optional<Refusal> once(String id, Runnable work) {
    if (!database.write(handle -> seen.note(handle, id))) {
      return Optional.of(Refusal.REPLAY);
    }
    try {
      work.run();
    } catch (RuntimeException e) {
      seen.forget(id);
      throw e;
    }
    return Optional.empty();
  }
}
