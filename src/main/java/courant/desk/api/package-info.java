/**
 * The desk by other means: the same verbs for programs, under {@code /api/v1/}. <i>Owns</i>
 * api_token, api_answer.
 */
@NullMarked
package courant.desk.api;

import org.jspecify.annotations.NullMarked;
