/**
 * Who we are: title, ISSN, imprint, sections, standing pages, navigation, look. <i>Owns</i>
 * masthead, section, standing_page, navigation, look.
 */
@NullMarked
package courant.masthead;

import org.jspecify.annotations.NullMarked;
