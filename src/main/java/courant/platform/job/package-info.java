/**
 * Work that outlives a request: facts, timed jobs. <i>Owns</i> jobs, facts and their readers'
 * places.
 */
@NullMarked
package courant.platform.job;

import org.jspecify.annotations.NullMarked;
