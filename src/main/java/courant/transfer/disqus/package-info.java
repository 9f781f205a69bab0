/** Comments that Disqus exports. */
@NullMarked
package courant.transfer.disqus;

import org.jspecify.annotations.NullMarked;
