/** The review as an app: manifest, icons, and a worker that keeps it readable without a network. */
@NullMarked
package courant.delivery.page.webapp;

import org.jspecify.annotations.NullMarked;
