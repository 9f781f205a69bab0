/** Texts of the interface in every language, and their direction. */
@NullMarked
package courant.platform.i18n;

import org.jspecify.annotations.NullMarked;
