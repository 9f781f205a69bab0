package courant.desk;

import courant.platform.web.Role;
import java.time.Instant;
import java.util.List;

/** Someone of the newsroom. */
public record Member(long id, String name, Role role, Instant since) {
  /** What one can be at the desk, from the least to the most. */
  public static final List<Role> ROLES =
      List.of(Role.CONTRIBUTOR, Role.AUTHOR, Role.MODERATOR, Role.EDITOR, Role.OWNER);

  /** Whether the member's role reaches as far as this one. */
  public boolean may(Role wanted) {
    return role.compareTo(wanted) >= 0;
  }
}
