/** The story of a story: desk or source, topic, edition, channel, delivery, reply. */
@NullMarked
package courant;

import org.jspecify.annotations.NullMarked;
