/** What came from partners and waits for a word of the desk. */
@NullMarked
package courant.desk.inbox;

import org.jspecify.annotations.NullMarked;
