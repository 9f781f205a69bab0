package courant.delivery;

import courant.edition.Audience;
import java.util.Optional;

/** Under which names our lists of stories can be followed from the fediverse. */
@FunctionalInterface
public interface Handles {
  /** Told when the fediverse was switched on or off, or a name changed: it stands on pages. */
  String CHANGED = "fediverse.changed";

  /** As people type it: {@code @name@host}; empty if it cannot be followed from there. */
  Optional<String> of(Audience audience);
}
