package courant.story;

import courant.source.Source;

/**
 * Where a syndicated story was taken from.
 *
 * @param address the original's canonical address; empty if it has none
 */
public record Origin(Source source, String address) {}
