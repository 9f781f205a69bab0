package courant.search;

import static courant.search.Drafted.story;
import static org.assertj.core.api.Assertions.assertThat;

import courant.story.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoryIndexFilesTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2012-01-01T00:00:00Z"));
  private static final SearchQuery OIL = SearchQuery.lenient("oil");

  @TempDir private Path folder;

  private static StoryIndex open(Path path) {
    return StoryIndex.open(path, ZoneOffset.UTC, NOW);
  }

  private static List<Story> stories(long from, long to) {
    return LongStream.range(from, to).mapToObj(i -> story(i, "Oil " + i).out()).toList();
  }

  private static long found(StoryIndex index) {
    return index.search(OIL, Order.NEWEST, 0, 1).total();
  }

  @Test
  void aNewIndexHasNoPlaceAndACommittedOneItsPlace() {
    try (StoryIndex index = open(folder)) {
      assertThat(index.place()).isEmpty();
      index.put(stories(0, 10));
      index.commit(42);
      assertThat(index.place()).hasValue(42);
    }
    try (StoryIndex index = open(folder)) {
      assertThat(index.place()).hasValue(42);
      assertThat(found(index)).isEqualTo(10);
    }
  }

  @Test
  void afterAKillItCatchesUpFromItsPlace(@TempDir Path copy) throws IOException {
    try (StoryIndex index = open(folder)) {
      index.put(stories(0, 10));
      index.commit(10);
      index.put(stories(10, 20));
      copy(folder, copy);
    }
    try (StoryIndex index = open(copy)) {
      assertThat(index.place()).hasValue(10);
      assertThat(found(index)).isEqualTo(10);
      index.put(stories(5, 20));
      index.commit(20);
      assertThat(found(index)).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncate", "empty", "noise", "delete"})
  void damagedFilesAreBegunAnew(String damage, @TempDir Path copies) throws IOException {
    try (StoryIndex index = open(folder)) {
      index.put(stories(0, 10));
      index.commit(10);
    }
    List<Path> files = files(folder).filter(it -> !it.endsWith("write.lock")).toList();
    assertThat(files).hasSizeGreaterThan(1);
    for (Path file : files) {
      Path copy = Files.createDirectory(copies.resolve(file.getFileName()));
      copy(folder, copy);
      damage(copy.resolve(file.getFileName()), damage);
      try (StoryIndex index = open(copy)) {
        assertThat(index.place()).as(file.toString()).isEmpty();
        index.put(stories(0, 3));
        assertThat(found(index)).isEqualTo(3);
      }
    }
  }

  @Test
  void anIndexOfAnotherZoneAsksToBeBegunAnew() {
    try (StoryIndex index = open(folder)) {
      index.put(stories(0, 10));
      index.commit(10);
    }
    try (StoryIndex index = StoryIndex.open(folder, ZoneId.of("Africa/Tripoli"), NOW)) {
      assertThat(index.place()).isEmpty();
      index.beginAnew(ZoneId.of("Africa/Tripoli"));
      index.put(stories(0, 2));
      assertThat(found(index)).isEqualTo(2);
      index.commit(11);
    }
    try (StoryIndex index = StoryIndex.open(folder, ZoneId.of("Africa/Tripoli"), NOW)) {
      assertThat(index.place()).hasValue(11);
    }
  }

  @Test
  void searchesWhileStoriesArePut() throws InterruptedException, ExecutionException {
    AtomicInteger put = new AtomicInteger();
    try (StoryIndex index = open(folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Void> writer =
          () -> {
            for (int i = 0; i < 40; i++) {
              index.put(stories(i * 10L, i * 10L + 10));
              put.set(i * 10 + 10);
            }
            index.commit(1);
            return null;
          };
      Callable<Void> reader =
          () -> {
            while (put.get() < 400) {
              int before = put.get();
              assertThat(found(index)).isBetween((long) before, 400L);
              index.search(SearchQuery.lenient("oil 7"), Order.RELEVANCE, 0, 10);
            }
            return null;
          };
      List<Future<Void>> running = new ArrayList<>();
      running.add(threads.submit(writer));
      for (int i = 0; i < 4; i++) {
        running.add(threads.submit(reader));
      }
      for (Future<Void> each : running) {
        each.get();
      }
      assertThat(found(index)).isEqualTo(400);
    }
  }

  private static void damage(Path file, String how) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    switch (how) {
      case "truncate" -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      case "empty" -> Files.write(file, new byte[0]);
      case "noise" -> {
        Arrays.fill(bytes, (byte) 0x5a);
        Files.write(file, bytes);
      }
      default -> Files.delete(file);
    }
  }

  private static Stream<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from).toList()) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
  }
}
