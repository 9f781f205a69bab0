/** What stories are about: people, organisations, places, subjects. <i>Owns</i> topic, alias. */
@NullMarked
package courant.topic;

import org.jspecify.annotations.NullMarked;
