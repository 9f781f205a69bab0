/**
 * Partners at the desk: who they are, what they allow, their feeds, what becomes of their stories.
 */
@NullMarked
package courant.desk.source;

import org.jspecify.annotations.NullMarked;
