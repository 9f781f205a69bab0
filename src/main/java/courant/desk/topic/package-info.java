/** What stories are about, at the desk: topics, their names, and names that could become some. */
@NullMarked
package courant.desk.topic;

import org.jspecify.annotations.NullMarked;
