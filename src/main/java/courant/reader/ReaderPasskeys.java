package courant.reader;

import courant.platform.crypto.Token;
import courant.platform.job.Facts;
import courant.platform.passkey.Ceremonies;
import courant.platform.passkey.Passkey;
import courant.platform.passkey.RelyingParty;
import courant.platform.web.Request;
import courant.platform.web.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The passkeys by which readers sign in, beside links. */
public final class ReaderPasskeys implements Holding {
  /** How readers are told from other owners of passkeys. */
  public static final String REALM = "reader";

  private final Ceremonies ceremonies;
  private final SignIn signIn;
  private final Readers readers;
  private final Outbox outbox;

  public ReaderPasskeys(Ceremonies ceremonies, SignIn signIn, Readers readers, Outbox outbox) {
    this.ceremonies = ceremonies;
    this.signIn = signIn;
    this.readers = readers;
    this.outbox = outbox;
  }

  /** A reader's passkeys, the oldest first. */
  public List<Passkey> of(ReaderId reader) {
    return ceremonies.passkeys().of(reader.value());
  }

  /** What a browser needs to sign somebody in. */
  public Response ask(Request request, RelyingParty party) {
    return ceremonies.beginSigningIn(request, party);
  }

  /**
   * Signs in by the passkey in the form.
   *
   * @return the session's token; nothing if the passkey is forged, late, unknown or tried too often
   */
  public Optional<Token> comeIn(Request request, RelyingParty party) {
    return signIn.admits(request)
        ? ceremonies
            .owner(request, party)
            .flatMap(owner -> signIn.comeIn(new ReaderId(Math.toIntExact(owner)), request))
        : Optional.empty();
  }

  /** What a browser needs to make a passkey; it shows the address masked. */
  public Response begin(Request request, RelyingParty party, ReaderId reader) {
    String name = readers.address(reader).orElseThrow().toString();
    return ceremonies.beginRegistering(request, party, reader.value(), name);
  }

  /** Words the letter that tells of a new passkey. */
  @FunctionalInterface
  public interface Letters {
    Outbox.Message letter(EmailAddress to);
  }

  /**
   * Adds the passkey in the form, and writes to the reader that it was, in case it was somebody
   * else.
   */
  public boolean add(Request request, RelyingParty party, ReaderId reader, Letters letters) {
    boolean added = ceremonies.register(request, party, reader.value());
    if (added) {
      outbox.put(letters.letter(readers.address(reader).orElseThrow()));
    }
    return added;
  }

  public void rename(ReaderId reader, long passkey, String name) {
    ceremonies.passkeys().rename(reader.value(), passkey, name);
  }

  public void remove(ReaderId reader, long passkey) {
    ceremonies.passkeys().remove(reader.value(), passkey);
  }

  @Override
  public String name() {
    return "passkeys";
  }

  @Override
  public JsonArray export(Handle handle, ReaderId reader) {
    JsonArray all = new JsonArray();
    for (Passkey passkey : ceremonies.passkeys().of(handle, reader.value())) {
      JsonObject one =
          new JsonObject().put("name", passkey.name()).put("added", passkey.added().toString());
      passkey.used().ifPresent(at -> one.put("used", at.toString()));
      all.add(one);
    }
    return all;
  }

  @Override
  public void move(Facts.Telling telling, ReaderId from, ReaderId into) {
    ceremonies.passkeys().move(telling.handle(), from.value(), into.value());
  }

  @Override
  public void erase(Facts.Telling telling, ReaderId reader) {
    ceremonies.passkeys().removeAll(telling.handle(), reader.value());
  }
}
