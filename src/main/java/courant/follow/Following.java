package courant.follow;

import java.util.List;

/**
 * What one reader follows and mutes.
 *
 * @param follows in no order; no interest is in both
 */
public record Following(List<Interest> follows, List<Interest> mutes) {}
