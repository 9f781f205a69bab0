package courant.delivery.page.my;

import courant.delivery.MailKeys;
import courant.delivery.MailList;
import courant.delivery.Pace;
import courant.delivery.Schedule;
import courant.delivery.Subscriptions;
import courant.delivery.Suppressions;
import courant.delivery.page.Frame;
import courant.delivery.page.Frames;
import courant.edition.Audiences;
import courant.platform.crypto.Token;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.EmailAddress;
import courant.reader.Outbox;
import courant.reader.ReaderId;
import courant.reader.Sessions;
import courant.reader.SignIn;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code POST /subscribe}: somebody gives an address and names a list; nothing is mailed to it but
 * a link, and only whoever uses that link is subscribed (double opt-in).
 */
public final class SubscribePage {
  /** Newsletters are confirmed when one next looks into one's mail. */
  private static final Duration LINK_LASTS = Duration.ofDays(2);

  private static final Pattern WISH =
      Pattern.compile("/my/mail\\?list=([a-z0-9-]+)&pace=([a-z]+)&zone=([\\w/+-]+)");

  /** What the page is about to say. */
  public enum Step {
    ASK,
    NOT_AN_ADDRESS,
    SENT,
    CONFIRM,
    REFUSED
  }

  /**
   * A list somebody wants.
   *
   * @param path the list's address from our root, as forms have it
   */
  public record Wish(String path, MailList list, Pace pace, ZoneId zone) {
    String next() {
      return "/my/mail?list=" + list.key() + "&pace=" + pace.word() + "&zone=" + zone.getId();
    }
  }

  /**
   * @param value what the form holds: the address typed, or the link's token
   */
  public record Shown(Step step, String value, String path, Pace pace) {}

  private final SignIn signIn;
  private final Subscriptions subscriptions;
  private final Suppressions suppressions;
  private final MailKeys keys;
  private final Audiences audiences;
  private final Frames frames;

  SubscribePage(
      SignIn signIn,
      Subscriptions subscriptions,
      Suppressions suppressions,
      MailKeys keys,
      Audiences audiences,
      Frames frames) {
    this.signIn = signIn;
    this.subscriptions = subscriptions;
    this.suppressions = suppressions;
    this.keys = keys;
    this.audiences = audiences;
    this.frames = frames;
  }

  Response ask(Request request) {
    Optional<Wish> wish = wish(request);
    if (wish.isEmpty()) {
      return Response.empty(400);
    }
    String typed = request.field("email").orElse("");
    Optional<EmailAddress> address = EmailAddress.typed(typed);
    if (address.isEmpty()) {
      return page(request, shown(Step.NOT_AN_ADDRESS, typed, wish.get())).status(422);
    }
    boolean asked =
        signIn.ask(
            address.get(),
            wish.get().next(),
            LINK_LASTS,
            request,
            (to, link, _) -> letter(request, to, link));
    return asked ? page(request, shown(Step.SENT, typed, wish.get())) : Response.empty(429);
  }

  private static Shown shown(Step step, String value, Wish wish) {
    return new Shown(step, value, wish.path(), wish.pace());
  }

  private Optional<Wish> wish(Request request) {
    String path = request.field("list").orElse("");
    Optional<MailList> list =
        path.equals("/my")
            ? Optional.of(MailList.FOLLOWS)
            : audiences.at(path.replaceFirst("/$", "")).flatMap(MailList::of);
    Pace pace = request.field("pace").flatMap(Pace::of).orElse(Pace.DAILY);
    ZoneId zone = request.field("zone").flatMap(SubscribePage::zone).orElseGet(this::zone);
    return list.map(known -> new Wish(path, known, pace, zone));
  }

  private static Optional<ZoneId> zone(String typed) {
    try {
      return Optional.of(ZoneId.of(typed));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private ZoneId zone() {
    return frames.masthead().zone();
  }

  private Outbox.Message letter(Request request, EmailAddress to, Token link) {
    Frame frame = frames.unlisted(request, "");
    Texts texts = frame.texts();
    String title = frame.masthead().title();
    String address = request.site() + "/subscribe/" + link.value();
    return new Outbox.Message(
        to,
        texts.say("mail.confirm.subject", title),
        texts.say("mail.confirm.text", title, address));
  }

  /** The link changes nothing, for mail programs fetch what they show; the button there does. */
  Response show(Request request) {
    return page(request, new Shown(Step.CONFIRM, request.part("token"), "/", Pace.DAILY));
  }

  Response confirm(Request request) {
    return request
        .field("token")
        .map(Token::new)
        .flatMap(link -> signIn.comeIn(link, request))
        .map(welcome -> subscribed(request, welcome))
        .orElseGet(() -> page(request, new Shown(Step.REFUSED, "", "/", Pace.DAILY)).status(403));
  }

  private Response subscribed(Request request, SignIn.Welcome welcome) {
    ReaderId reader = welcome.reader();
    Matcher wish = WISH.matcher(welcome.next());
    if (wish.matches()) {
      suppressions.lift(reader); // mail arrives there, as we see
      Schedule usual = Schedule.usual(zone(wish.group(3)).orElseGet(this::zone));
      Pace pace = Pace.of(wish.group(2)).orElse(Pace.DAILY);
      MailList.ofKey(wish.group(1)).ifPresent(list -> subscriptions.set(reader, list, pace, usual));
    }
    Response next = Response.seeOther("/mail/" + keys.of(reader) + "?done=subscribed");
    return Sessions.keep(next, welcome.session(), request);
  }

  private Response page(Request request, Shown shown) {
    Frame frame = frames.unlisted(request, "");
    return Personal.page(
        "mail/subscribe",
        Map.of(
            "frame",
            frames.unlisted(request, frame.texts().say("subscribe.mail")),
            "shown",
            shown));
  }
}
