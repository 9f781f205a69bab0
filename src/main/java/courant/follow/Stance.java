package courant.follow;

import java.util.Locale;

/** How a reader stands to an interest; without one, there is no stance. */
public enum Stance {
  FOLLOW,
  /** Stories of it are left out, even those of something followed. */
  MUTE;

  /** As forms and feeds call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
