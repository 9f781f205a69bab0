package courant.delivery.hook;

import java.time.Instant;
import java.util.List;

/**
 * Where another program hears of what happens here.
 *
 * @param paused why nothing is sent any more; empty while all is well
 */
public record Webhook(
    long id, String address, List<HookEvent> events, Instant made, String paused) {}
