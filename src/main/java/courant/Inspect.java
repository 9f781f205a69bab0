package courant;

import picocli.CommandLine.Command;

/** Groups the {@code inspect} sub-commands; each feature brings its own. */
@Command(
    name = "inspect",
    description = "Show what Courant makes of foreign files",
    synopsisSubcommandLabel = "KIND")
final class Inspect {}
