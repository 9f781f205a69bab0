/** Mail at the desk. */
@NullMarked
package courant.desk.mail;

import org.jspecify.annotations.NullMarked;
