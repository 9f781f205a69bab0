package courant.search;

/** Two terms of which the second is one word behind the first: both words, or both stems. */
record Pair(String first, String second) {}
