package courant.delivery;

import courant.edition.Audience;
import java.net.URI;
import java.util.Optional;

/** Under which names our lists of stories can be followed from the fediverse. */
public interface Handles {
  /** Told when the fediverse was switched on or off, or a name changed: it stands on pages. */
  String CHANGED = "fediverse.changed";

  /** As people type it: {@code @name@host}; empty if it cannot be followed from there. */
  Optional<String> of(Audience audience);

  /** What came of looking for somebody's own server. */
  sealed interface Home {
    /** There one follows, signed in as oneself. */
    record At(URI address) implements Home {}

    /** Nothing of ours has that name. */
    record Nobody() implements Home {}

    /** What was typed names no account anywhere. */
    record NoAccount() implements Home {}

    /** That server does not answer. */
    record Unreachable() implements Home {}

    /** It answers, but knows no such account, or does not say where to follow. */
    record Silent() implements Home {}
  }

  /**
   * Finds where somebody follows one of our names from their own server. Asks that server, so it
   * takes a while.
   *
   * @param account as they type it: {@code @me@server.example}
   * @param handle one of ours
   */
  Home home(String account, String handle);
}
