/** What the sub-commands of {@code ./courant} share: arguments, exit codes, output. */
@NullMarked
package courant.platform.cli;

import org.jspecify.annotations.NullMarked;
