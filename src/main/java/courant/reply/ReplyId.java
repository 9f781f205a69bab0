package courant.reply;

/** A reply's number. */
public record ReplyId(long value) {}
