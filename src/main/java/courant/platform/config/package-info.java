/** Settings: from options, the environment and {@code courant.properties}, in that order. */
@NullMarked
package courant.platform.config;

import org.jspecify.annotations.NullMarked;
