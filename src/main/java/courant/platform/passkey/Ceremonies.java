package courant.platform.passkey;

import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.web.Device;
import courant.platform.web.Limiter;
import courant.platform.web.Request;
import courant.platform.web.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * How passkeys are made and used: twice two steps, a challenge out and its answer in. Passkeys are
 * discoverable (nobody types a name) and want their owner's finger, face or number; what is wrong
 * with an answer is told to the log only.
 */
public final class Ceremonies {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration STRETCH = Duration.ofMinutes(15);

  /** Every look at a page to sign in asks for one, and many readers may share a network. */
  private static final int ASKED_BY_A_NETWORK = 300;

  private final Passkeys passkeys;
  private final Challenges challenges;
  private final Verifier verifier;
  private final Vault vault;
  private final Limiter asking;

  public Ceremonies(Database database, Passkeys passkeys, Vault vault, InstantSource clock) {
    this.passkeys = passkeys;
    this.challenges = new Challenges(database, passkeys.realm(), clock);
    this.verifier = new Verifier(true);
    this.vault = vault;
    this.asking = new Limiter(ASKED_BY_A_NETWORK, STRETCH, clock);
  }

  /** The passkeys that are made and used. */
  public Passkeys passkeys() {
    return passkeys;
  }

  /**
   * Options for a new passkey ({@code PublicKeyCredentialCreationOptions}, in JSON).
   *
   * @param name by which the owner tells this account from others in their device
   */
  public Response beginRegistering(Request request, RelyingParty party, long owner, String name) {
    Challenges.Challenge challenge = challenges.next(request, owner);
    JsonArray known = new JsonArray();
    passkeys.credentials(owner).forEach(id -> known.add(publicKey().put("id", text(id))));
    JsonArray algorithms = new JsonArray();
    for (COSEAlgorithmIdentifier algorithm : Verifier.ALGORITHMS) {
      algorithms.add(publicKey().put("alg", algorithm.getValue()));
    }
    JsonObject options =
        asking(challenge)
            .put("rp", new JsonObject().put("id", party.id()).put("name", party.name()))
            .put(
                "user",
                new JsonObject()
                    .put("id", text(handle(owner)))
                    .put("name", name)
                    .put("displayName", name))
            .put("pubKeyCredParams", algorithms)
            .put("excludeCredentials", known)
            .put(
                "authenticatorSelection",
                new JsonObject()
                    .put("residentKey", "required")
                    .put("requireResidentKey", true)
                    .put("userVerification", "required"))
            .put("attestation", "none");
    return answer(request, challenge, options);
  }

  /**
   * Takes the new passkey from the form's {@code credential}, and its name from {@code name}.
   *
   * @return false if the answer is forged, late, used before, or for another site
   */
  public boolean register(Request request, RelyingParty party, long owner) {
    Optional<Verifier.Answer<RegistrationData>> answer =
        request.field("credential").flatMap(verifier::registration);
    return answer
        .filter(given -> challenges.take(request, owner, given.challenge()))
        .flatMap(given -> verifier.check(party, given))
        .map(credential -> passkeys.add(owner, name(request), credential))
        .orElse(false);
  }

  private static String name(Request request) {
    return request.field("name").orElseGet(() -> Device.of(request).words());
  }

  /**
   * Options for signing in ({@code PublicKeyCredentialRequestOptions}, in JSON); 429 for a network
   * that asks too often.
   */
  public Response beginSigningIn(Request request, RelyingParty party) {
    if (!asking.admitsNetwork(request)) {
      return Response.empty(429);
    }
    Challenges.Challenge challenge = challenges.next(request, Challenges.NOBODY);
    return answer(
        request,
        challenge,
        asking(challenge)
            .put("rpId", party.id())
            .put("allowCredentials", new JsonArray())
            .put("userVerification", "required"));
  }

  /**
   * Whose passkey signed the form's {@code credential}.
   *
   * @return nothing if the answer is forged, late, used before, or for another site
   */
  public Optional<Long> owner(Request request, RelyingParty party) {
    Optional<Verifier.Answer<AuthenticationData>> answer =
        request.field("credential").flatMap(verifier::assertion);
    return answer
        .filter(given -> challenges.take(request, Challenges.NOBODY, given.challenge()))
        .flatMap(given -> owner(party, given));
  }

  private Optional<Long> owner(RelyingParty party, Verifier.Answer<AuthenticationData> given) {
    AuthenticationData data = given.data();
    return Optional.ofNullable(data.getCredentialId())
        .flatMap(passkeys::find)
        .filter(kept -> named(kept.owner(), data))
        .filter(
            kept ->
                verifier
                    .check(party, given, kept.credential())
                    .filter(now -> passkeys.use(kept, now))
                    .isPresent())
        .map(Passkeys.Kept::owner);
  }

  /** Passkeys that are discovered name their owner (§7.2, step 6). */
  private boolean named(long owner, AuthenticationData data) {
    return Optional.ofNullable(data.getUserHandle())
        .filter(named -> MessageDigest.isEqual(named, handle(owner)))
        .isPresent();
  }

  /** An owner's name for authenticators, which tells nothing to whoever finds the device. */
  private byte[] handle(long owner) {
    return vault.hash("passkey", passkeys.realm() + " " + owner);
  }

  private static JsonObject asking(Challenges.Challenge challenge) {
    return new JsonObject()
        .put("challenge", text(challenge.bytes()))
        .put("timeout", PATIENCE.toMillis());
  }

  private static JsonObject publicKey() {
    return new JsonObject().put("type", "public-key");
  }

  private Response answer(Request request, Challenges.Challenge challenge, JsonObject options) {
    return challenges.keep(
        Response.json(options).with("cache-control", "private, no-store"), challenge, request);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
