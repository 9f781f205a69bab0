package courant.desk;

import courant.masthead.Masthead;
import courant.platform.i18n.Texts;
import java.util.Map;
import java.util.Optional;

/**
 * What stands around every page of the desk.
 *
 * @param here which entry of the navigation the page belongs to
 * @param notice what the last action did, to be read out; empty if none
 * @param waiting how much waits for the member behind a line of the menu, by its name
 * @param origin where passkeys work; empty if they do nowhere
 */
public record DeskFrame(
    Masthead masthead,
    Texts texts,
    Member member,
    String here,
    String title,
    Optional<String> notice,
    String origin,
    Map<String, Long> waiting) {}
