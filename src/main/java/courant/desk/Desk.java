package courant.desk;

import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.passkey.RelyingParty;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Renders desk pages, for the member who asks. */
public final class Desk {
  private final Members members;
  private final Mastheads mastheads;
  private final Map<String, ToLongFunction<Member>> waiting;

  /**
   * @param waiting how much waits for a member behind a line of {@link DeskMenu}, by its name
   */
  public Desk(Members members, Mastheads mastheads, Map<String, ToLongFunction<Member>> waiting) {
    this.members = members;
    this.mastheads = mastheads;
    this.waiting = waiting;
  }

  /** The member who asks; the gate has seen to it that there is one. */
  public Member member(Request request) {
    return members
        .of(request)
        .orElseThrow(() -> new IllegalStateException("no member came through the gate"));
  }

  /** Who we are. */
  public Masthead masthead() {
    return mastheads.masthead();
  }

  /** What the desk says, in the masthead's language. */
  public Texts texts() {
    return Texts.in(mastheads.masthead().language());
  }

  /**
   * A page of the desk, never kept by anyone.
   *
   * @param template under {@code desk/}
   * @param here which entry of {@link DeskMenu} it belongs to
   * @param parameters of the template, besides {@code frame}
   */
  public Response page(
      Request request, String template, String here, String title, Map<String, Object> parameters) {
    Optional<String> notice =
        request
            .query("done")
            .filter(done -> done.matches("[a-z-]{1,30}"))
            .flatMap(done -> texts().find("desk.done." + done));
    Member member = member(request);
    Map<String, Long> waits = new HashMap<>();
    waiting.forEach((line, count) -> waits.put(line, count.applyAsLong(member)));
    DeskFrame frame =
        new DeskFrame(
            mastheads.masthead(),
            texts(),
            member,
            here,
            title,
            notice,
            RelyingParty.of(request.site(), mastheads.masthead().title())
                .map(RelyingParty::origin)
                .orElse(""),
            waits);
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("frame", frame);
    return Response.html(Templates.render("desk/" + template, all))
        .with("cache-control", "no-store");
  }
}
