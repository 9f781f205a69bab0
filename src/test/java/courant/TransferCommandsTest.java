package courant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code import} and {@code export} as an operator meets them: what is printed, and exit codes. */
class TransferCommandsTest {
  private static final Path MESSY = Path.of("src/test/resources/transfer/messy.wordpress.xml");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void takesWhatItCanAndSaysWhatItLeft() {
    assertThat(run("import", MESSY, "--data", folder.resolve("data"))).isEqualTo(1);
    assertThat(out.toString())
        .contains("took 4 stories, 2 drafts, 1 pages")
        .contains("“Menu” (20): a menu entry");
    assertThat(run("export", folder.resolve("a.zip"), "--data", folder.resolve("data"))).isZero();
    assertThat(run("import", folder.resolve("a.zip"), "--data", folder.resolve("b"))).isZero();
  }

  @Test
  void aDryRunTouchesNothing() {
    assertThat(run("import", MESSY, "--dry-run", "--json", "--data", folder.resolve("data")))
        .isZero();
    JsonObject json = new JsonObject(out.toString());
    assertThat(json.fieldNames())
        .contains(
            "file",
            "kind",
            "version",
            "stories",
            "pages",
            "drafts",
            "authors",
            "sections",
            "topics",
            "sources",
            "media",
            "replies",
            "redirects",
            "left",
            "faults");
    assertThat(json.getString("file")).isEqualTo(MESSY.toString());
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void saysInOneLineWhatIsWrongWithAFile() throws IOException {
    assertThat(run("import", folder.resolve("nowhere.xml"))).isEqualTo(66);
    assertThat(run("import", folder)).isEqualTo(66);
    assertThat(run("import")).isEqualTo(64);
    err.getBuffer().setLength(0);
    Path text = Files.writeString(folder.resolve("text"), "hello");
    assertThat(run("import", text, "--dry-run")).isEqualTo(65);
    assertThat(err.toString())
        .isEqualTo(
            "courant: %s: is neither a WordPress export, a Ghost export, a Disqus export nor a Courant archive%n"
                .formatted(text));
  }

  @Test
  void aFileThatBreaksOffIsTakenUpToThere() throws IOException {
    String whole = Files.readString(MESSY, StandardCharsets.ISO_8859_1);
    Path half =
        Files.writeString(
            folder.resolve("half.xml"),
            whole.substring(0, whole.indexOf("Desert Dispatch")),
            StandardCharsets.ISO_8859_1);
    assertThat(run("import", half, "--data", folder.resolve("data"))).isEqualTo(65);
    assertThat(out.toString()).contains("took 2 stories");
    assertThat(err.toString())
        .contains("half.xml: item 3 “Taken from elsewhere”: the file breaks off");
  }

  private int run(Object... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(
        Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }
}
