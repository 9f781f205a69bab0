/**
 * Who gets what by which channel, once. <i>Owns</i> delivery, feed_key, issue, issue_range, letter,
 * owed_correction, planned, subscription, suppression.
 */
@NullMarked
package courant.delivery;

import org.jspecify.annotations.NullMarked;
