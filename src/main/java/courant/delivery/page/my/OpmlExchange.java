package courant.delivery.page.my;

import courant.delivery.Opml;
import courant.delivery.page.my.OpmlReport.Outcome;
import courant.edition.Followables;
import courant.edition.Followables.Meaning;
import courant.follow.Following;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.follow.NamedInterest;
import courant.follow.Stance;
import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.Reader;
import courant.reader.ReaderId;
import courant.reader.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What one follows as a list that feed readers exchange: {@code GET /my/following.opml} gives it,
 * {@code POST /my/following} takes one, from a file or pasted, with an account or without.
 */
final class OpmlExchange {
  /** The longest list that is taken, in bytes. */
  static final long LARGEST = 2L << 20;

  /** Why a list was not read. */
  enum Fault {
    /** There was neither a file nor a text. */
    MISSING,
    /** It is no OPML. */
    FOREIGN,
    /** There is no subscription in it. */
    EMPTY
  }

  private final Follows follows;
  private final Followables followables;
  private final Sessions sessions;
  private final Mastheads mastheads;
  private final FollowingPage page;
  private final InstantSource clock;

  OpmlExchange(
      Follows follows,
      Followables followables,
      Sessions sessions,
      Mastheads mastheads,
      FollowingPage page,
      InstantSource clock) {
    this.follows = follows;
    this.followables = followables;
    this.sessions = sessions;
    this.mastheads = mastheads;
    this.page = page;
    this.clock = clock;
  }

  /** A file; whoever follows nothing is told so on the page, for OPML has no empty list. */
  Response export(Request request) {
    List<NamedInterest> followed =
        sessions.reader(request).map(Reader::id).map(follows::named).orElse(List.of()).stream()
            .filter(one -> one.stance() == Stance.FOLLOW)
            .toList();
    if (followed.isEmpty()) {
      return Response.seeOther("/my/following");
    }
    Texts texts = Texts.in(mastheads.masthead().language());
    String title = mastheads.masthead().title();
    return Personal.unkept(
        Response.of(
                200,
                "text/x-opml; charset=utf-8",
                Opml.write(title, request.site(), followed, texts, clock.instant()))
            .with("content-disposition", "attachment; filename=\"following.opml\""));
  }

  Response take(Request request) {
    Optional<byte[]> sent = sent(request);
    if (sent.isEmpty()) {
      return page.unread(request, Fault.MISSING);
    }
    Opml.Read read = Opml.read(sent.get());
    if (read.outlines().isEmpty()) {
      return page.unread(request, read.isOpml() ? Fault.EMPTY : Fault.FOREIGN);
    }
    Optional<Reader> known = sessions.reader(request);
    if (known.isPresent()) {
      return take(request, known.get().id(), read);
    }
    return sessions
        .begin(request)
        .map(begun -> Sessions.keep(take(request, begun.reader(), read), begun.token(), request))
        .orElseGet(() -> Response.empty(429));
  }

  private static Optional<byte[]> sent(Request request) {
    return request.uploads().stream()
        .filter(upload -> upload.bytes() > 0)
        .findFirst()
        .map(OpmlExchange::content)
        .or(() -> request.field("text").map(text -> text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] content(Request.Upload upload) {
    try {
      return Files.readAllBytes(upload.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response take(Request request, ReaderId reader, Opml.Read read) {
    Following before = follows.of(reader);
    Set<Interest> followed = new HashSet<>(before.follows());
    Function<String, Meaning> meanings = followables.at(request.site());
    List<OpmlReport.Line> lines = new ArrayList<>();
    for (Opml.Outline outline : read.outlines()) {
      Outcome outcome =
          switch (meaning(outline, meanings)) {
            case Meaning.Followable(var interest) when before.mutes().contains(interest) ->
                new Outcome.Muted();
            case Meaning.Followable(var interest) -> follow(reader, interest, followed);
            case Meaning.Refused(var error) -> new Outcome.Refused(error);
            case Meaning.WholeReview _ -> new Outcome.WholeReview();
            case Meaning.Personal _ -> new Outcome.Personal();
            case Meaning.NothingOfOurs _ -> new Outcome.Elsewhere();
          };
      lines.add(new OpmlReport.Line(outline.line(), called(outline), outcome));
    }
    return page.report(request, reader, new OpmlReport(lines, read.more()));
  }

  /** A feed we do not know may have a page that we do. */
  private static Meaning meaning(Opml.Outline outline, Function<String, Meaning> meanings) {
    Meaning feed =
        outline.feed().isEmpty() ? new Meaning.NothingOfOurs() : meanings.apply(outline.feed());
    return feed instanceof Meaning.NothingOfOurs && !outline.page().isEmpty()
        ? meanings.apply(outline.page())
        : feed;
  }

  private Outcome follow(ReaderId reader, Interest interest, Set<Interest> followed) {
    if (followed.contains(interest)) {
      return new Outcome.Known();
    }
    if (!follows.set(reader, interest, Optional.of(Stance.FOLLOW))) {
      return new Outcome.Full();
    }
    followed.add(interest);
    return new Outcome.Taken();
  }

  private static String called(Opml.Outline outline) {
    String name = outline.name().isEmpty() ? outline.feed() : outline.name();
    return name.length() > Opml.LONGEST_NAME ? name.substring(0, Opml.LONGEST_NAME) : name;
  }
}
