/**
 * The fediverse, by ActivityPub: the review, its sections, authors and topics can be followed from
 * any server. <i>Owns</i> names, inboxes, followers, what is told to whom and what was heard.
 */
@NullMarked
package courant.delivery.fediverse;

import org.jspecify.annotations.NullMarked;
