package courant.delivery.mail;

import courant.reader.ReaderId;

/** Which message: an issue for a reader. */
record Stamp(long issue, ReaderId reader) {}
