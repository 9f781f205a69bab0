package courant.support;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A device with one passkey and the browser in front of it, by the JDK alone: WebAuthn from the
 * other side, sharing no code with what it is checked by. Its public fields let it misbehave.
 */
public final class SoftPasskey {
  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int ATTESTED = 0x40;

  /** What the browser says it was on; null for what the options imply. */
  public String origin;

  /** Which site the device says it signed for; null for what the options say. */
  public String site;

  /** Whether the device looked who holds it. */
  public boolean verified = true;

  /** How often it signed, as it says; 0 if it does not count. */
  public int counter;

  /** Whose passkey the device says it is. */
  public byte[] owner = {};

  private final byte[] id = new byte[16];
  private final KeyPair keys;

  public SoftPasskey(String origin) {
    this.origin = origin;
    new SecureRandom().nextBytes(id);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes the passkey that the creation options ask for; the answer as a browser posts it. */
  public String create(JsonObject options) {
    owner = bytes(options.getJsonObject("user").getString("id"));
    byte[] authData =
        join(
            said(options.getJsonObject("rp").getString("id"), ATTESTED),
            new byte[16],
            new byte[] {0, (byte) id.length},
            id,
            publicKey());
    byte[] attestation =
        join(
            hex("a363"),
            ascii("fmt"),
            hex("64"),
            ascii("none"),
            hex("67"),
            ascii("attStmt"),
            hex("a0"),
            hex("68"),
            ascii("authData"),
            hex("58"),
            new byte[] {(byte) authData.length},
            authData);
    return answer(
        new JsonObject()
            .put("clientDataJSON", text(client("webauthn.create", options)))
            .put("attestationObject", text(attestation))
            .put("transports", new JsonArray().add("internal")));
  }

  /** Signs what the request options ask for; the answer as a browser posts it. */
  public String get(JsonObject options) {
    try {
      byte[] authData = said(options.getString("rpId"), 0);
      byte[] client = client("webauthn.get", options);
      Signature signature = Signature.getInstance("SHA256withECDSA", "SunEC");
      signature.initSign(keys.getPrivate());
      signature.update(join(authData, sha256(client)));
      return answer(
          new JsonObject()
              .put("clientDataJSON", text(client))
              .put("authenticatorData", text(authData))
              .put("signature", text(signature.sign()))
              .put("userHandle", text(owner)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private String answer(JsonObject response) {
    return new JsonObject()
        .put("id", text(id))
        .put("rawId", text(id))
        .put("type", "public-key")
        .put("response", response)
        .put("clientExtensionResults", new JsonObject())
        .encode();
  }

  private byte[] client(String type, JsonObject options) {
    return new JsonObject()
        .put("type", type)
        .put("challenge", options.getString("challenge"))
        .put("origin", origin)
        .put("crossOrigin", false)
        .encode()
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] said(String askedSite, int more) {
    byte flags = (byte) (PRESENT | (verified ? VERIFIED : 0) | more);
    return join(
        sha256(ascii(site == null ? askedSite : site)),
        new byte[] {flags},
        ByteBuffer.allocate(4).putInt(counter).array());
  }

  /** As COSE has it (RFC 9053): an elliptic curve key for ES256 on P-256. */
  private byte[] publicKey() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    return join(
        hex("a5010203262001215820"),
        number(key.getW().getAffineX()),
        hex("225820"),
        number(key.getW().getAffineY()));
  }

  private static byte[] number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] field = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, field, 32 - length, length);
    return field;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
