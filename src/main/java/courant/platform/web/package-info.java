/** Requests in, responses out, and the bytes that are published. No word of journalism. */
@NullMarked
package courant.platform.web;

import org.jspecify.annotations.NullMarked;
