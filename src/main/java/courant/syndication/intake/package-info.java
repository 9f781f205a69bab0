/**
 * What becomes of partners' items: the rules, and how stories are made of them. <i>Owns</i>
 * feed_item, left_item, intake, inbox.
 */
@NullMarked
package courant.syndication.intake;

import org.jspecify.annotations.NullMarked;
