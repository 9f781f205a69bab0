package courant.platform.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what authenticators sign (WebAuthn §7.1 and §7.2). Which make of device somebody has is
 * neither asked for nor believed.
 */
final class Verifier {
  private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);
  private static final int LONGEST_ANSWER = 20_000;
  private static final int LONGEST_ID = 1_023;

  /** Elliptic curves as nearly all devices have them, Edwards' curve, and RSA for Windows. */
  static final List<COSEAlgorithmIdentifier> ALGORITHMS =
      List.of(
          COSEAlgorithmIdentifier.ES256,
          COSEAlgorithmIdentifier.EdDSA,
          COSEAlgorithmIdentifier.RS256);

  private static final List<PublicKeyCredentialParameters> PARAMETERS =
      ALGORITHMS.stream()
          .map(one -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, one))
          .toList();

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final AttestedCredentialDataConverter attested =
      new AttestedCredentialDataConverter(converter);
  private final boolean personVerified;

  /**
   * @param personVerified whether the device must have checked that it is its owner who holds it,
   *     by a finger, a face or a number
   */
  Verifier(boolean personVerified) {
    this.personVerified = personVerified;
  }

  /** A parsed answer, of which nothing is checked yet but that its challenge may be looked up. */
  record Answer<T>(T data, byte[] challenge) {}

  Optional<Answer<RegistrationData>> registration(String json) {
    return attempt(
        () -> {
          RegistrationData data = manager.parseRegistrationResponseJSON(bounded(json));
          return new Answer<>(data, challenge(data.getCollectedClientData()));
        });
  }

  Optional<Answer<AuthenticationData>> assertion(String json) {
    return attempt(
        () -> {
          AuthenticationData data = manager.parseAuthenticationResponseJSON(bounded(json));
          return new Answer<>(data, challenge(data.getCollectedClientData()));
        });
  }

  /** The new passkey, if all of it holds. */
  Optional<Credential> check(RelyingParty party, Answer<RegistrationData> answer) {
    return attempt(
        () -> {
          manager.verify(
              answer.data(),
              new RegistrationParameters(
                  asked(party, answer.challenge()), PARAMETERS, personVerified, true));
          AuthenticatorData<?> said =
              present(answer.data().getAttestationObject()).getAuthenticatorData();
          AttestedCredentialData key = present(said.getAttestedCredentialData());
          if (key.getCredentialId().length > LONGEST_ID) {
            throw new IllegalArgumentException("a credential id of more than 1023 bytes");
          }
          return new Credential(
              key.getCredentialId(),
              attested.convert(key),
              said.getSignCount(),
              said.isFlagBE(),
              said.isFlagBS());
        });
  }

  /** The passkey as it is after it signed, if all of it holds. */
  Optional<Credential> check(
      RelyingParty party, Answer<AuthenticationData> answer, Credential known) {
    return attempt(
        () -> {
          manager.verify(
              answer.data(),
              new AuthenticationParameters(
                  asked(party, answer.challenge()),
                  record(known),
                  List.of(known.id()),
                  personVerified,
                  true));
          AuthenticatorData<?> said = present(answer.data().getAuthenticatorData());
          return new Credential(
              known.id(), known.attested(), said.getSignCount(), known.eligible(), said.isFlagBS());
        });
  }

  private CredentialRecord record(Credential known) {
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        personVerified,
        known.eligible(),
        known.synced(),
        known.counter(),
        attested.convert(known.attested()),
        null,
        null,
        null,
        null);
  }

  private static ServerProperty asked(RelyingParty party, byte[] challenge) {
    return ServerProperty.builder()
        .origin(Origin.create(party.origin()))
        .rpId(party.id())
        .challenge(new DefaultChallenge(challenge))
        .build();
  }

  private static String bounded(String json) {
    if (json.length() > LONGEST_ANSWER) {
      throw new IllegalArgumentException("an answer of " + json.length() + " characters");
    }
    return json;
  }

  private static byte[] challenge(@Nullable CollectedClientData client) {
    return present(client).getChallenge().getValue();
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("an answer that lacks a part");
    }
    return value;
  }

  /** Strangers write what is read here, and the library has many ways to dislike it. */
  private static <T> Optional<T> attempt(Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (RuntimeException e) {
      LOG.info("a passkey was refused: {}: {}", e.getClass().getSimpleName(), e.getMessage());
      return Optional.empty();
    }
  }
}
