package courant.syndication.feed;

import courant.syndication.feed.Feed.Person;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Reads who wrote something: Atom's person constructs and the one-line forms of RSS. */
record People(Scope scope) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:mailto:)?[^\\s()<>\",;:]+@[^\\s()<>\",;:]+", Pattern.CASE_INSENSITIVE);
  private static final Pattern BRACKETS = Pattern.compile("[()<>\\[\\]\"]");

  /** The persons named by child elements, in order, each once. */
  List<Person> of(Fields fields, String... names) {
    List<Person> people = new ArrayList<>();
    for (Element element : fields.all(names)) {
      Person person =
          element.firstElementChild() == null
              ? new Person(name(Fields.text(element)), Optional.empty())
              : person(fields.inside(element));
      if (!person.name().isEmpty() && !people.contains(person)) {
        people.add(person);
      }
    }
    return people;
  }

  private Person person(Fields fields) {
    Optional<URI> link =
        fields
            .first("uri", "url", "homepage", "atom:uri")
            .flatMap(e -> scope.address(e, Fields.text(e)));
    return new Person(name(fields.text("name", "atom:name", "title", "rdf:value")), link);
  }

  /** {@code mail@example.org (Name)}, {@code Name <mail@example.org>}: the name alone. */
  static String name(String text) {
    String plain = text.indexOf('&') < 0 && text.indexOf('<') < 0 ? text : unescape(text);
    if (plain.indexOf('@') < 0) {
      return Texts.line(plain);
    }
    String name = ADDRESS.matcher(plain).replaceAll(" ");
    return Texts.line(BRACKETS.matcher(name).replaceAll(" "))
        .replaceAll("^[,;:-]+|[,;:-]+$", "")
        .strip();
  }

  private static String unescape(String text) {
    return Parser.unescapeEntities(text, false);
  }
}
