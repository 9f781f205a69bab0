package courant.platform.job;

import java.util.List;

/** Hears every fact in order, at least once, also those told while it was away. */
@FunctionalInterface
public interface FactReader {
  /** Takes in some facts; the next come when this returns, the same again if it throws. */
  void read(List<Fact> facts);

  /** As this, and then wakes whoever has something to do because of it. */
  default FactReader then(Runnable wake) {
    return facts -> {
      read(facts);
      wake.run();
    };
  }
}
