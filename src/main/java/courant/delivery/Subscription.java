package courant.delivery;

/**
 * One list that a reader gets by mail.
 *
 * @param name as the reader knows it; empty for a list that has none of its own
 * @param path where the same is to be read on the web, from our root
 */
public record Subscription(MailList list, Pace pace, Schedule schedule, String name, String path) {}
