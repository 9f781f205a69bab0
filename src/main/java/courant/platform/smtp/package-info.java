/** Handing messages over by SMTP, and signing them. */
@NullMarked
package courant.platform.smtp;

import org.jspecify.annotations.NullMarked;
