package courant.reply;

import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.job.Fact;
import courant.platform.job.FactReader;
import courant.platform.job.Facts;
import courant.reader.EmailAddress;
import courant.reader.Outbox;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Mails repliers the answers to what they wrote, once each, if they asked for it in the form and
 * said so again by a link in a letter. That letter leaves only when the desk has let their reply
 * stand, so that nobody can have strangers written to.
 */
public final class ReplyLetters implements FactReader {
  private final Facts facts;
  private final Repliers repliers;
  private final Replies replies;
  private final FormSeal seal;
  private final Outbox outbox;
  private final Mastheads mastheads;
  private final Supplier<URI> site;
  private final InstantSource clock;

  ReplyLetters(
      Facts facts,
      Repliers repliers,
      Replies replies,
      FormSeal seal,
      Outbox outbox,
      Mastheads mastheads,
      Supplier<URI> site,
      InstantSource clock) {
    this.facts = facts;
    this.repliers = repliers;
    this.replies = replies;
    this.seal = seal;
    this.outbox = outbox;
    this.mastheads = mastheads;
    this.site = site;
    this.clock = clock;
  }

  private record Wish(long replier, boolean asked, boolean confirmed) {}

  @Override
  public void read(List<Fact> news) {
    news.stream()
        .filter(fact -> fact.kind().equals(ReplyFact.APPROVED))
        .forEach(fact -> approved(new ReplyId(fact.subject())));
  }

  private void approved(ReplyId id) {
    facts.write(
        telling -> {
          Handle handle = telling.handle();
          replies
              .byId(handle, id)
              .filter(reply -> reply.state() == ReplyState.APPROVED)
              .ifPresent(reply -> approved(handle, reply));
          return true;
        });
  }

  private void approved(Handle handle, Reply reply) {
    Optional<Wish> author = wish(handle, reply.id());
    author
        .filter(wish -> wish.asked() && !wish.confirmed())
        .filter(wish -> Repliers.ask(handle, wish.replier(), clock.instant()))
        .ifPresent(wish -> confirm(handle, wish.replier()));
    reply
        .parent()
        .flatMap(of -> wish(handle, of))
        .filter(wish -> wish.asked() && wish.confirmed())
        .filter(wish -> author.filter(by -> by.replier() == wish.replier()).isEmpty())
        .filter(_ -> firstTime(handle, reply.id()))
        .ifPresent(wish -> tell(handle, wish.replier(), reply));
  }

  private static Optional<Wish> wish(Handle handle, ReplyId reply) {
    return handle
        .createQuery(
            """
            select replier.id, notify, confirmed from reply
            join replier on replier.id = reply.replier_id where reply.id = :id
            """)
        .bind("id", reply.value())
        .map(
            (row, _) -> {
              boolean confirmed = row.getLong(3) > 0;
              return new Wish(row.getLong(1), row.getInt(2) > 0, confirmed);
            })
        .findOne();
  }

  private static boolean firstTime(Handle handle, ReplyId reply) {
    return handle.execute(
            "insert into reply_told (reply_id) values (?) on conflict (reply_id) do nothing",
            reply.value())
        > 0;
  }

  private void confirm(Handle handle, long replier) {
    String link = site.get() + "/replies/mail/" + seal.mail(replier);
    put(handle, replier, "reply.letter.confirm", "", mastheads.masthead().title(), link);
  }

  private void tell(Handle handle, long replier, Reply answer) {
    String off = site.get() + "/replies/mail/" + seal.mail(replier);
    put(handle, replier, "reply.letter.answer", off, answer.name(), site.get() + answer.path());
  }

  private void put(
      Handle handle, long replier, String letter, String off, String who, String link) {
    repliers
        .address(handle, replier)
        .ifPresent(to -> outbox.put(handle, message(to, letter, off, who, link)));
  }

  private Outbox.Message message(
      EmailAddress to, String letter, String off, String who, String link) {
    Texts texts = Texts.in(mastheads.masthead().language());
    return new Outbox.Message(
        to, texts.say(letter + ".subject", who), texts.say(letter + ".text", who, link, off), off);
  }

  /**
   * Mails a link to everything we hold of whoever has an address, if we hold anything and did not
   * write in the last hour. What is answered is the same either way.
   */
  public void mailData(String typed) {
    facts.write(
        telling -> {
          Handle handle = telling.handle();
          repliers
              .known(handle, typed.strip())
              .filter(replier -> Repliers.ask(handle, replier, clock.instant()))
              .ifPresent(
                  replier ->
                      put(
                          handle,
                          replier,
                          "reply.letter.data",
                          "",
                          mastheads.masthead().title(),
                          site.get() + "/replies/data/" + seal.data(replier)));
          return true;
        });
  }
}
