package courant.platform.watch;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that has to be so before requests are sent here.
 *
 * @param trouble looks, and says what is wrong; whatever it throws is wrong, too
 */
public record Check(String name, Supplier<Optional<String>> trouble) {
  Optional<String> look() {
    try {
      return trouble.get();
    } catch (RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
