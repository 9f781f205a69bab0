package courant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the product is made of may be given out with it: by its list of parts, that Maven makes. */
class LicencesTest {
  private static final Path PARTS = Path.of("target/courant-bom.json");

  /** Those that go with Apache-2.0, by SPDX, and as parts that do not know SPDX call them. */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "Bouncy Castle Licence", // MIT, says META-INF/LICENSE.md in its jars
          "CC0-1.0",
          "EPL-2.0",
          "MIT",
          "MIT-0",
          "Unicode-3.0");

  private static JsonObject parts = new JsonObject();

  @BeforeAll
  static void read() throws IOException {
    Assumptions.assumeTrue(Files.exists(PARTS), "./mvnw package has made the list");
    parts = new JsonObject(Files.readString(PARTS));
  }

  private static Stream<JsonObject> each(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  @Test
  void everyPartMayBeGivenOut() {
    assertThat(parts.getJsonArray("components")).hasSizeGreaterThan(40);
    assertThat(each(parts.getJsonArray("components")))
        .allSatisfy(
            part ->
                assertThat(licences(part))
                    .as(part.getString("purl"))
                    .containsAnyElementsOf(ALLOWED));
  }

  /** One of several may be chosen. */
  private static List<String> licences(JsonObject part) {
    return each(part.getJsonArray("licenses", new JsonArray()))
        .map(
            one -> {
              JsonObject licence = one.getJsonObject("license", new JsonObject());
              return Stream.of(
                      one.getString("expression"),
                      licence.getString("id"),
                      licence.getString("name"))
                  .filter(Objects::nonNull)
                  .findFirst()
                  .orElse("unknown");
            })
        .toList();
  }

  /** By its group: a library is often several artifacts. */
  @Test
  void everyLibraryThatWeNameHasItsReason() throws IOException {
    String reasons = Files.readString(Path.of("docs/decisions/dependencies.md"));
    String product =
        parts.getJsonObject("metadata").getJsonObject("component").getString("bom-ref");
    Set<String> named =
        each(parts.getJsonArray("dependencies"))
            .filter(one -> one.getString("ref").equals(product))
            .flatMap(one -> one.getJsonArray("dependsOn").stream())
            .map(purl -> purl.toString().split("/")[1])
            .collect(Collectors.toSet());
    assertThat(named)
        .hasSizeGreaterThan(20)
        .allSatisfy(group -> assertThat(reasons).contains(group));
  }
}
