/**
 * Stories at the desk: written, corrected, withdrawn, and put on the front page. <i>Owns</i>
 * working_text, writer, submission.
 */
@NullMarked
package courant.desk.write;

import org.jspecify.annotations.NullMarked;
