package courant.topic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Scores the names found in running news against the Wikipedia links that editors set in it, as
 * precision and recall. Half of the files (every other one) served to tune the rules; the figures
 * are of the other half. Run by {@code bench/topics}.
 */
final class NamesScore {
  /** What is right and what is wanted, summed over files. */
  private static final class Tally {
    int found;
    int right;
    int wanted;
    int met;

    @Override
    public String toString() {
      double precision = (double) right / found;
      double recall = (double) met / wanted;
      return String.format(
          Locale.ROOT,
          "precision %.3f  recall %.3f  F1 %.3f   (%d found, %d wanted)",
          precision,
          recall,
          2 * precision * recall / (precision + recall),
          found,
          wanted);
    }
  }

  private final TopicFinder finder = TopicFinder.withGazetteer();
  private final Map<String, Integer> wrong = new HashMap<>();
  private final Map<String, Integer> missed = new HashMap<>();

  private NamesScore() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    boolean tuning = arguments.length > 1 && arguments[1].equals("tune");
    if (!Files.isDirectory(folder)) {
      System.out.println("Skipped, for lack of " + folder);
      return;
    }
    new NamesScore().run(folder, tuning ? 0 : 1, tuning);
  }

  private void run(Path folder, int half, boolean tell) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(it -> it.toString().endsWith(".md")).sorted().toList();
    }
    Map<String, Tally> tallies = new TreeMap<>();
    for (int i = half; i < files.size(); i += 2) {
      String source = Files.readString(files.get(i));
      VisibleText visible = VisibleFile.MARKDOWN.read(source);
      Set<String> anchors = anchors(source);
      String plain = visible.text();
      List<String> markdown = names(VisibleFile.of("x.md", source).read(source).text());
      score(tallies, "Markdown, capitalised anchors", markdown, anchors, NamesScore::isName, tell);
      score(tallies, "Markdown, all anchors", markdown, anchors, _ -> true, false);
      List<String> text = names(plain.replaceAll("\n\n+", "\n"));
      score(tallies, "plain text, capitalised anchors", text, anchors, NamesScore::isName, false);
      score(tallies, "plain text, all anchors", text, anchors, _ -> true, false);
    }
    tallies.forEach((what, tally) -> System.out.println(what + ": " + tally));
    if (tell) {
      tell("wrong", wrong);
      tell("missed", missed);
    }
  }

  private static void tell(String what, Map<String, Integer> counts) {
    System.out.println("\n" + what);
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(Integer.getInteger("limit", 150))
        .forEach(it -> System.out.print(it.getKey() + " " + it.getValue() + " | "));
    System.out.println();
  }

  private List<String> names(String text) {
    return finder.find(text).stream().map(Mention::text).distinct().toList();
  }

  /** A name is right if some link in the file has just its words, the article aside. */
  private void score(
      Map<String, Tally> tallies,
      String what,
      List<String> found,
      Set<String> anchors,
      Predicate<String> counts,
      boolean tell) {
    Tally tally = tallies.computeIfAbsent(what, _ -> new Tally());
    Set<String> wanted = new HashSet<>();
    anchors.stream().filter(counts).map(NamesScore::plain).forEach(wanted::add);
    Set<String> all = new HashSet<>();
    found.stream().map(NamesScore::plain).forEach(all::add);
    tally.found += all.size();
    tally.wanted += wanted.size();
    for (String name : all) {
      boolean right = wanted.contains(name);
      tally.right += right ? 1 : 0;
      tally.met += right ? 1 : 0;
      if (tell && !right) {
        wrong.merge(name, 1, Integer::sum);
      }
    }
    if (tell) {
      wanted.stream()
          .filter(it -> !all.contains(it))
          .forEach(it -> missed.merge(it, 1, Integer::sum));
    }
  }

  private static String plain(String name) {
    return name.replaceAll("^(the|The) ", "").replaceAll("['’]s?$", "").replaceAll("\\s+", " ");
  }

  private static boolean isName(String anchor) {
    return anchor.replaceAll("^the ", "").matches("(?s)[\\p{Lu}\\p{N}].*")
        && anchor.matches("(?s).*\\p{Lu}.*");
  }

  private static Set<String> anchors(String source) {
    List<String> anchors = new ArrayList<>();
    Parser.builder()
        .build()
        .parse(source)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                if (link.getDestination().contains("wikipedia.org/wiki/")) {
                  anchors.add(text(link).strip());
                }
              }
            });
    return new HashSet<>(anchors);
  }

  private static String text(Node link) {
    StringBuilder text = new StringBuilder();
    link.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link inner) {
            visitChildren(inner);
          }

          @Override
          public void visit(Text words) {
            text.append(words.getLiteral());
          }
        });
    return text.toString();
  }
}
