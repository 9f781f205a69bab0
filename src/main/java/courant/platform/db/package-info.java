/** The database: one writer, many readers, plain SQL. <i>Owns</i> the schema history. */
@NullMarked
package courant.platform.db;

import org.jspecify.annotations.NullMarked;
