/** The index of stories and the language of queries. <i>Owns</i> the index files. */
@NullMarked
package courant.search;

import org.jspecify.annotations.NullMarked;
