/** Editions for reading apps: Google Reader API and Fever. */
@NullMarked
package courant.delivery.app;

import org.jspecify.annotations.NullMarked;
