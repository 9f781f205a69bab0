package courant.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes only when a test moves it. */
public final class SettableClock implements InstantSource {
  private volatile Instant now;
  private volatile Runnable listener = () -> {};

  public SettableClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Has something run after each move. */
  void whenMoved(Runnable then) {
    listener = then;
  }

  public void set(Instant instant) {
    now = instant;
    listener.run();
  }

  public void advance(Duration by) {
    set(now.plus(by));
  }
}
