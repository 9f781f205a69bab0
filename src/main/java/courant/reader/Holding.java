package courant.reader;

import courant.platform.job.Facts;
import org.jdbi.v3.core.Handle;

/**
 * What one feature holds of a reader: it can show it, give it to another reader, and erase it. Rows
 * that refer to {@code reader (id)} with {@code on delete cascade} go by themselves.
 */
public interface Holding {
  /** Its name in the reader's export, such as {@code follows}. */
  String name();

  /** All of it, as a value of Vert.x JSON. */
  Object export(Handle handle, ReaderId reader);

  /** Gives it to another reader, who may have some already; the first is erased right after. */
  void move(Facts.Telling telling, ReaderId from, ReaderId into);

  /** Takes away what would stay once the reader's own row is gone. */
  default void erase(Facts.Telling telling, ReaderId reader) {}
}
