/**
 * Stories from partners. {@code fetch} knows their feeds and asks for them, {@code feed} reads what
 * comes and {@code article} the pages it names, {@code intake} makes stories of it, {@code change}
 * hears what is said of them later. {@code poll} sets that going, by the clock or at the word of a
 * hub ({@code websub}); {@code wire} takes what partners hand in by themselves.
 */
@NullMarked
package courant.syndication;

import org.jspecify.annotations.NullMarked;
