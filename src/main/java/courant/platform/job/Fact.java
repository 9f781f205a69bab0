package courant.platform.job;

import java.time.Instant;

/**
 * Something that happened and is committed.
 *
 * @param place its number in the order of things; 0 until it is committed
 * @param kind what happened, such as {@code story.published}
 * @param subject the number of what it happened to
 */
public record Fact(long place, String kind, long subject, Instant at) {}
