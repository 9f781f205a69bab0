/**
 * Foreign markup made safe, by policy: parsed as browsers parse, translated to semantic HTML,
 * passed element by element through an allow-list, and written so that every parser reads it alike.
 */
@NullMarked
package courant.platform.html;

import org.jspecify.annotations.NullMarked;
