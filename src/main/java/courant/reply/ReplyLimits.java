package courant.reply;

import java.time.Duration;

/**
 * How much is too much, in ten minutes.
 *
 * @param perNetwork replies from one network before it is asked to wait
 * @param perStory replies to one story before each is held
 * @param overall replies to all stories before each is held
 * @param closeAfter how long after a story went out its replies close; zero: never
 */
public record ReplyLimits(int perNetwork, int perStory, int overall, Duration closeAfter) {}
