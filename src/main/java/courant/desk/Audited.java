package courant.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.platform.web.Action;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import courant.platform.web.Routes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Sees to it that nothing is changed at the desk without a line in the {@link Audit}: an action
 * that wrote none itself gets one that names the page. What repeats itself, as keeping a text every
 * second does, is one line in ten minutes.
 */
public final class Audited {
  private static final Duration ONCE_IN = Duration.ofMinutes(10);
  private static final int MOST_REMEMBERED = 10_000;

  /** Looking is an action, too, where one sees what is others' own: mail with addresses in it. */
  private static final Set<String> LOOKED_AT =
      Set.of("/desk/outbox", "/desk/mail/issue/:id/source");

  private final Audit audit;
  private final Function<Request, Optional<Member>> who;
  private final Cache<String, Boolean> remembered;
  private final Map<Long, Hands> hands = new ConcurrentHashMap<>();

  /** Which of one member's requests run at the same time. */
  private static final class Hands {
    private static final long NOT_ALONE = 0;

    private long begun;
    private int busy;

    /** The number of a request that begins now. */
    synchronized long begin() {
      begun++;
      return busy++ == 0 ? begun : NOT_ALONE;
    }

    /** Whether no other ran while this one did. */
    synchronized boolean endAlone(long number) {
      busy--;
      return number == begun;
    }
  }

  /**
   * @param who which member a request is from, by a session or by a program's token
   */
  public Audited(Audit audit, Function<Request, Optional<Member>> who, InstantSource clock) {
    this.audit = audit;
    this.who = who;
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(ONCE_IN)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
            .build();
  }

  /** The same route, written down. */
  public Routes.Route over(Routes.Route route) {
    // What a browser asks for before it makes a passkey changes nothing.
    boolean changes = !route.method().equals("GET") && !route.path().endsWith("/options");
    boolean staff = route.role().compareTo(Role.CONTRIBUTOR) >= 0;
    return staff && (changes || LOOKED_AT.contains(route.path()))
        ? route.doing(over(route.action(), changes ? "change" : "look"))
        : route;
  }

  private Action over(Action action, String kind) {
    return request ->
        who.apply(request)
            .map(member -> answer(request, member, action, kind))
            .orElseGet(() -> action.answer(request));
  }

  /**
   * Whose line it is that was written while two requests of one member ran, nobody can tell: twice
   * is better than never.
   */
  private Response answer(Request request, Member member, Action action, String kind) {
    Hands own = hands.computeIfAbsent(member.id(), _ -> new Hands());
    long number = own.begin();
    long before = audit.written(member.id());
    boolean written;
    Response response;
    try {
      response = action.answer(request);
    } finally {
      long after = audit.written(member.id());
      written = own.endAlone(number) && after != before;
    }
    if (response.status() < 400 && !written) {
      record(member, kind, request);
    }
    return response;
  }

  private void record(Member member, String kind, Request request) {
    String what = kind + ":" + place(request.path());
    String subject = request.path() + pressed(request);
    if (remembered.asMap().putIfAbsent(member.id() + " " + what + " " + subject, true) == null) {
      audit.record(member.id(), what, subject);
    }
  }

  /** The part of the desk, such as {@code mail} of {@code /desk/mail/lift}, or of the API. */
  private static String place(String path) {
    String place = path.replaceFirst("^/(desk|api/v1)(/|$)", "").replaceFirst("/.*", "");
    return place.replaceAll("[^a-z-]", "");
  }

  /** Which of a page's buttons it was; never what was typed. */
  private static String pressed(Request request) {
    return request
        .field("action")
        .filter(action -> action.matches("[a-z-]{1,30}"))
        .map(action -> " · " + action)
        .orElse("");
  }
}
