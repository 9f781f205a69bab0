/**
 * What partners change in stories we have, and what becomes of it. <i>Owns</i> taken_text,
 * change_rule, partner_change.
 */
@NullMarked
package courant.syndication.change;

import org.jspecify.annotations.NullMarked;
