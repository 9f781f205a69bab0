package courant;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import courant.story.Story;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Imports run one way: docs/architecture.md as a test. */
class PictureTest {
  /** What each package may know besides {@code platform} and itself. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("media", Set.of()),
          Map.entry("masthead", Set.of()),
          Map.entry("topic", Set.of()),
          Map.entry("source", Set.of()),
          Map.entry("story", Set.of("masthead", "topic", "source", "media")),
          Map.entry("reader", Set.of("masthead")),
          Map.entry("syndication", Set.of("story", "source", "topic", "masthead")),
          Map.entry("search", Set.of("story", "source", "topic", "masthead")),
          Map.entry("follow", Set.of("reader", "story", "topic", "source", "search", "masthead")),
          Map.entry(
              "edition",
              Set.of("follow", "story", "topic", "source", "masthead", "search", "reader")),
          Map.entry("reply", Set.of("reader", "story", "masthead")),
          Map.entry(
              "delivery",
              Set.of(
                  "edition",
                  "reader",
                  "reply",
                  "masthead",
                  "story",
                  "follow",
                  "topic",
                  "source",
                  "media")),
          Map.entry("figure", Set.of("story", "reply", "follow", "delivery", "masthead", "reader")),
          Map.entry(
              "transfer",
              Set.of("masthead", "topic", "source", "story", "reader", "reply", "media")));

  private static final Set<String> CHANNEL_MAY_KNOW =
      Set.of(
          "edition",
          "reader",
          "story",
          "topic",
          "source",
          "reply",
          "masthead",
          "follow",
          "search",
          "figure",
          "media");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("courant");

  @Test
  void importsRunOneWay() {
    classes().that().resideInAPackage("courant.(**)").should(knowOnlyWhatItMay()).check(CLASSES);
  }

  /** Each of them knows those below it only, and none the module that puts them together. */
  @Test
  void aPartnersStoryGoesOneWay() {
    slices().matching("courant.syndication.(*)..").should().beFreeOfCycles().check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("courant.syndication.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("courant.syndication")
        .check(CLASSES);
  }

  /** What readers get is what a source's terms let them have; the body is the desk's. */
  @Test
  void channelsReadWhatMayBeTold() {
    noClasses()
        .that()
        .resideInAnyPackage("courant.delivery..", "courant.search..", "courant.templates.page..")
        .should()
        .callMethod(Story.class, "body")
        .check(CLASSES);
  }

  private static ArchCondition<JavaClass> knowOnlyWhatItMay() {
    return new ArchCondition<>("know only what the picture lets it") {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        from.getDirectDependenciesFromSelf()
            .forEach(
                dependency -> {
                  if (!allowed(
                      from.getPackageName(), dependency.getTargetClass().getPackageName())) {
                    events.add(SimpleConditionEvent.violated(from, dependency.getDescription()));
                  }
                });
      }
    };
  }

  static boolean allowed(String from, String to) {
    Optional<String> owner = feature(from);
    Optional<String> target = feature(to);
    if (owner.isEmpty() || target.isEmpty() || from.startsWith("courant.templates")) {
      return true;
    }
    String knower = owner.get();
    String known = target.get();
    if (knower.equals(known) || known.equals("platform")) {
      return true;
    }
    if (knower.equals("desk")) {
      return true;
    }
    if (knower.startsWith("delivery.")) {
      return known.equals("delivery")
          || CHANNEL_MAY_KNOW.contains(known)
          || known.equals("templates");
    }
    return known.equals("templates") || MAY_KNOW.getOrDefault(knower, Set.of()).contains(known);
  }

  /** {@code story}, {@code platform}, {@code delivery.mail}; empty outside and for the root. */
  private static Optional<String> feature(String packageName) {
    String[] parts = packageName.split("\\.");
    if (parts.length < 2 || !parts[0].equals("courant")) {
      return Optional.empty();
    }
    boolean channel = parts[1].equals("delivery") && parts.length > 2;
    return Optional.of(channel ? "delivery." + parts[2] : parts[1]);
  }
}
