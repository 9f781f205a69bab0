package courant.desk.write;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Names that were typed into one field, parted by commas, for what a story has already and what
 * more it shall have. Names are no keys: two people may share one, and what was renamed goes by
 * another than its address says. So what the story has is found among its own first.
 */
final class TypedNames<T> {
  private static final String SEPARATOR = "[,،、;]";

  private final List<String> names;
  private final List<T> own;
  private final Function<T, String> nameOf;

  private TypedNames(List<String> names, List<T> own, Function<T, String> nameOf) {
    this.names = names;
    this.own = own;
    this.nameOf = nameOf;
  }

  /** With the story's own, whose names may hold commas. */
  static <T> TypedNames<T> of(String typed, List<T> own, Function<T, String> nameOf) {
    return of(typed, own, nameOf, List.of());
  }

  /**
   * @param whole more names that are not to be split
   */
  static <T> TypedNames<T> of(
      String typed, List<T> own, Function<T, String> nameOf, Collection<String> whole) {
    List<String> unsplit = new ArrayList<>(own.stream().map(nameOf).toList());
    unsplit.addAll(whole);
    return new TypedNames<>(split(typed, unsplit), own, nameOf);
  }

  /** What is meant, in the order typed; each once. */
  List<T> each(Function<String, T> otherwise) {
    List<T> left = new ArrayList<>(own);
    return names.stream()
        .map(
            name -> {
              Optional<T> mine = called(left, name);
              mine.ifPresent(left::remove);
              return mine.or(() -> called(own, name)).orElseGet(() -> otherwise.apply(name));
            })
        .distinct()
        .toList();
  }

  private Optional<T> called(List<T> some, String name) {
    return some.stream().filter(one -> nameOf.apply(one).equals(name)).findFirst();
  }

  /** Whether a field says several names, or one with a comma. */
  static boolean isSplit(String typed) {
    return parts(typed).size() > 1;
  }

  /**
   * The names in a field as they were typed, but those given, which are said as they are.
   *
   * @param whole names that are not to be split; the longest that fits is meant
   */
  static List<String> split(String typed, Collection<String> whole) {
    List<String> parts = parts(typed);
    List<String> names = new ArrayList<>();
    for (int at = 0; at < parts.size(); ) {
      String name = parts.get(at);
      int length = 1;
      for (String candidate : whole) {
        List<String> wanted = parts(candidate);
        if (wanted.size() > length && begins(parts.subList(at, parts.size()), wanted)) {
          name = candidate;
          length = wanted.size();
        }
      }
      names.add(name);
      at += length;
    }
    return names;
  }

  private static boolean begins(List<String> parts, List<String> wanted) {
    return wanted.size() <= parts.size()
        && String.join(",", parts.subList(0, wanted.size()))
            .equalsIgnoreCase(String.join(",", wanted));
  }

  private static List<String> parts(String typed) {
    return Arrays.stream(typed.split(SEPARATOR))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
