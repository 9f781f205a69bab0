package courant.desk;

import courant.platform.web.Role;
import java.time.Instant;

/** Someone of the newsroom. */
public record Member(long id, String name, Role role, Instant since) {
  /** Whether the member's role reaches as far as this one. */
  public boolean may(Role wanted) {
    return role.compareTo(wanted) >= 0;
  }
}
