package courant.reader;

import org.jdbi.v3.core.Handle;

/**
 * What one feature holds of a reader: it can show it, and move it to another. Its rows refer to
 * {@code reader (id)} with {@code on delete cascade}, so that erasure takes them along.
 */
public interface Holding {
  /** Its name in the reader's export, such as {@code follows}. */
  String name();

  /** All of it, as a value of Vert.x JSON. */
  Object export(Handle handle, ReaderId reader);

  /** Gives it to another reader, who may have some already; the first is deleted right after. */
  void move(Handle handle, ReaderId from, ReaderId into);
}
