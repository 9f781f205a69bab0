package courant.platform.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.webauthn4j.data.RegistrationData;
import courant.support.SoftPasskey;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * What authenticators sign, by the test vectors of WebAuthn Level 3 (section 16) and by a device of
 * our own that shares no code with the library.
 */
class VerifierTest {
  private static final RelyingParty EXAMPLE =
      new RelyingParty("example.org", "https://example.org", "Example");

  /** Section 16.2: no attestation, and a device that did not look who held it. */
  private static final String NOBODY_VERIFIED =
      registration(
          "f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4",
          "7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a22414d4d"
              + "507434557878475453746e63647134313759447742466938767049612d7077386f4f755657345441222c"
              + "226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f72696769"
              + "6e223a66616c73652c22657874726144617461223a22636c69656e74446174614a534f4e206d61792062"
              + "6520657874656e6465642077697468206164646974696f6e616c206669656c647320696e207468652066"
              + "75747572652c207375636820617320746869733a20426b5165446a646354427258426941774a544c4535"
              + "513d3d227d",
          "a363666d74646e6f6e656761747453746d74a068617574684461746158a4bfabc37432958b063360d3ad"
              + "6461c9c4735ae7f8edd46592a5e0f01452b2e4b559000000008446ccb9ab1db374750b2367ff6f3a1f00"
              + "20f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4a50102032620012158"
              + "20afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61225820930a56b87a2f"
              + "ca66334b03458abf879717c12cc68ed73290af2e2664796b9220");

  /** Section 16.3: signed by the new key itself, its owner verified. */
  private static final String VERIFIED =
      registration(
          "455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58c",
          "7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a2265476e"
              + "4374334c55745936366b336a506a796e6962506b31716e666644616966715a774c33417032392d55222c"
              + "226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f72696769"
              + "6e223a66616c73652c22657874726144617461223a22636c69656e74446174614a534f4e206d61792062"
              + "6520657874656e6465642077697468206164646974696f6e616c206669656c647320696e207468652066"
              + "75747572652c207375636820617320746869733a205539685458764b453255526b4d6e625f3078594856"
              + "673d3d227d",
          "a363666d74667061636b65646761747453746d74a263616c67266373696758483046022100ae045923de"
              + "d832b844cae4d5fc864277c0dc114ad713e271af0f0d371bd3ac540221009077a088ed51a673951ad3ba"
              + "2673d5029bab65b64f4ea67b234321f86fcfac5d68617574684461746158a4bfabc37432958b063360d3"
              + "ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b55d00000000df850e09db6afbdfab51697791506cfc"
              + "0020455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58ca501020326200121"
              + "5820eb151c8176b225cc651559fecf07af450fd85802046656b34c18f6cf193843c5225820927b8aa427"
              + "a2be1b8834d233a2d34f61f13bfd44119c325d5896e183fee484f2");

  private static final Verifier VERIFIER = new Verifier(true);

  private static final SoftPasskey DEVICE = new SoftPasskey(EXAMPLE.origin());
  private static final Credential KNOWN =
      registered(VERIFIER, EXAMPLE, DEVICE.create(creation())).orElseThrow();
  private static final String SIGNED = DEVICE.get(request());
  private static final byte[] ASKED = Base64.getUrlDecoder().decode("AAAA");

  private static String registration(String id, String client, String attestation) {
    return new JsonObject()
        .put("id", text(id))
        .put("rawId", text(id))
        .put("type", "public-key")
        .put(
            "response",
            new JsonObject()
                .put("clientDataJSON", text(client))
                .put("attestationObject", text(attestation)))
        .put("clientExtensionResults", new JsonObject())
        .encode();
  }

  private static String text(String hex) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static Optional<Credential> registered(Verifier by, RelyingParty party, String json) {
    return by.registration(json).flatMap(answer -> by.check(party, answer));
  }

  @Test
  void takesTheVectorsOfTheSpecification() {
    Credential verified = registered(VERIFIER, EXAMPLE, VERIFIED).orElseThrow();
    assertThat(verified.synced()).isTrue();
    assertThat(verified.counter()).isZero();
    assertThat(registered(new Verifier(false), EXAMPLE, NOBODY_VERIFIED)).isPresent();
  }

  @Test
  void wantsTheOwnerVerifiedAndTheRightSite() {
    assertThat(registered(VERIFIER, EXAMPLE, NOBODY_VERIFIED)).as("nobody verified").isEmpty();
    assertThat(
            registered(
                VERIFIER, new RelyingParty("example.org", "https://evil.example", ""), VERIFIED))
        .as("another origin")
        .isEmpty();
    assertThat(
            registered(
                VERIFIER, new RelyingParty("evil.example", "https://example.org", ""), VERIFIED))
        .as("another site")
        .isEmpty();
  }

  @Test
  void wantsTheChallengeThatWasAsked() {
    Verifier.Answer<RegistrationData> answer = VERIFIER.registration(VERIFIED).orElseThrow();
    byte[] other = answer.challenge().clone();
    other[0] ^= 1;
    assertThat(VERIFIER.check(EXAMPLE, new Verifier.Answer<>(answer.data(), other))).isEmpty();
  }

  @Test
  void whoCountsMustCountOn() {
    SoftPasskey device = new SoftPasskey(EXAMPLE.origin());
    device.counter = 7;
    Credential known = registered(VERIFIER, EXAMPLE, device.create(creation())).orElseThrow();
    device.counter = 8;
    Credential used = signed(device, known).orElseThrow();
    assertThat(used.counter()).isEqualTo(8);
    assertThat(signed(device, used)).as("a copy of the device").isEmpty();
    device.counter = 6;
    assertThat(signed(device, used)).as("a copy of the device").isEmpty();
  }

  @Test
  void anotherKeyDoesNotSignForIt() {
    SoftPasskey device = new SoftPasskey(EXAMPLE.origin());
    Credential known = registered(VERIFIER, EXAMPLE, device.create(creation())).orElseThrow();
    SoftPasskey other = new SoftPasskey(EXAMPLE.origin());
    Credential stranger = registered(VERIFIER, EXAMPLE, other.create(creation())).orElseThrow();
    assertThat(signed(device, known)).isPresent();
    Credential forged =
        new Credential(known.id(), stranger.attested(), 0, known.eligible(), known.synced());
    assertThat(signed(device, forged)).isEmpty();
  }

  private Optional<Credential> signed(SoftPasskey device, Credential known) {
    return VERIFIER
        .assertion(device.get(request()))
        .flatMap(answer -> VERIFIER.check(EXAMPLE, answer, known));
  }

  private static JsonObject request() {
    return new JsonObject().put("challenge", "AAAA").put("rpId", EXAMPLE.id());
  }

  private static JsonObject creation() {
    return new JsonObject()
        .put("challenge", "AAAA")
        .put("rp", new JsonObject().put("id", EXAMPLE.id()))
        .put("user", new JsonObject().put("id", "AQ"));
  }

  @Test
  void whatIsNoAnswerIsRefused() {
    for (String json :
        new String[] {
          "", "null", "[]", "{}", "{\"response\":null}", "{\"response\":{}}", "x".repeat(30_000)
        }) {
      assertThat(VERIFIER.registration(json)).as(json).isEmpty();
      assertThat(VERIFIER.assertion(json)).as(json).isEmpty();
    }
  }

  /** A flipped bit anywhere in what was signed makes it worthless, and never breaks anything. */
  @Property(tries = 300)
  void noBitOfAnAssertionCanBeChanged(
      @ForAll @IntRange(max = 2) int which, @ForAll @IntRange(max = 10_000) int at) {
    String part = List.of("authenticatorData", "clientDataJSON", "signature").get(which);
    JsonObject whole = new JsonObject(SIGNED);
    byte[] bytes = Base64.getUrlDecoder().decode(whole.getJsonObject("response").getString(part));
    int bit = at % (bytes.length * 8);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    whole
        .getJsonObject("response")
        .put(part, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    Optional<Credential> used =
        VERIFIER
            .assertion(whole.encode())
            .map(answer -> new Verifier.Answer<>(answer.data(), ASKED))
            .flatMap(answer -> VERIFIER.check(EXAMPLE, answer, KNOWN));
    assertThat(used).isEmpty();
  }

  @Test
  void onlySecureNamedAddressesHavePasskeys() {
    assertThat(RelyingParty.of(URI.create("https://Review.example"), "R"))
        .contains(new RelyingParty("review.example", "https://review.example", "R"));
    assertThat(RelyingParty.of(URI.create("http://localhost:8080"), "R"))
        .contains(new RelyingParty("localhost", "http://localhost:8080", "R"));
    for (String none :
        new String[] {"http://review.example", "https://192.0.2.1", "https://[2001:db8::1]:8443"}) {
      assertThat(RelyingParty.of(URI.create(none), "R")).as(none).isEmpty();
    }
  }
}
