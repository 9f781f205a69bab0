/** The pages that are a reader's own: signing in, the account, what is followed. */
@NullMarked
package courant.delivery.page.my;

import org.jspecify.annotations.NullMarked;
