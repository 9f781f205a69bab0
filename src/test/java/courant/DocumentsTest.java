package courant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name is there. */
class DocumentsTest {
  private static final Path DOCS = Path.of("docs");

  /** As {@code story.WriteStory} or {@code story.WriteStory.save}. */
  private static final Pattern CLASS =
      Pattern.compile("`((?:[a-z][a-z0-9]*\\.)+[A-Z]\\w*)(?:\\.[a-z]\\w*)?`");

  private static final Pattern SCRIPT =
      Pattern.compile("(?<![\\w/])((?:bench|tools)/[a-z]+(?:\\.mjs)?)");

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  @Test
  void everyClassTheyNameIsThere() throws IOException {
    int found = 0;
    for (Path document : documents()) {
      Matcher named = CLASS.matcher(Files.readString(document));
      while (named.find()) {
        found++;
        String file = named.group(1).replace('.', '/') + ".java";
        assertThat(Path.of("src/main/java/courant", file)).as(document.toString()).exists();
      }
    }
    assertThat(found).isGreaterThan(40);
  }

  @Test
  void everyScriptTheyNameIsThere() throws IOException {
    for (Path document : documents()) {
      Matcher named = SCRIPT.matcher(Files.readString(document));
      while (named.find()) {
        assertThat(Path.of(named.group(1))).as(document.toString()).exists();
      }
    }
  }

  @Test
  void everyDecisionTheyNameIsThere() throws IOException {
    for (Path document : documents()) {
      Matcher named = Pattern.compile("decision (\\d{4})").matcher(Files.readString(document));
      while (named.find()) {
        try (Stream<Path> decisions = Files.list(DOCS.resolve("decisions"))) {
          assertThat(decisions)
              .as(document.toString())
              .anyMatch(file -> file.getFileName().toString().startsWith(named.group(1)));
        }
      }
    }
  }
}
