package courant.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * The other form of a page, for programs that speak ActivityPub: chosen by {@code Accept} at the
 * same address (ActivityPub, 3.2).
 */
public final class ActivityJson {
  /** The media type of ActivityStreams 2.0. */
  public static final String TYPE = "application/activity+json";

  /** What others call it; JSON-LD alone is asked for by programs that look for something else. */
  private static final String PROFILE = "https://www.w3.org/ns/activitystreams";

  private ActivityJson() {}

  /** Whether an {@code Accept} names it. Browsers never do; whoever does prefers it to a page. */
  public static boolean wanted(@Nullable String accept) {
    return accept != null
        && (accept.contains(TYPE)
            || accept.contains("application/ld+json") && accept.contains(PROFILE));
  }

  /** Under which name bytes are kept, so that neither form is answered for the other. */
  static String key(String address, @Nullable String accept) {
    return wanted(accept) ? TYPE + " " + address : address;
  }
}
