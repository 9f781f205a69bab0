/** Who we are: title, ISSN, imprint, sections, look. <i>Owns</i> masthead, section, look. */
@NullMarked
package courant.masthead;

import org.jspecify.annotations.NullMarked;
