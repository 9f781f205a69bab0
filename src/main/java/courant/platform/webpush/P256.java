package courant.platform.webpush;

import courant.platform.crypto.FastProvider;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Keys of the curve P-256, whose points travel uncompressed: 65 bytes (SEC 1, 2.3.3). */
final class P256 {
  static final int POINT_BYTES = 65;

  private static final byte[] SPKI_BEFORE_POINT =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");
  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private P256() {}

  /** Whether 65 bytes are a point of the curve: y² = x³ − 3x + b. */
  static boolean isPoint(byte[] point) {
    if (point.length != POINT_BYTES || point[0] != 4) {
      return false;
    }
    BigInteger x = new BigInteger(1, point, 1, 32);
    BigInteger y = new BigInteger(1, point, 33, 32);
    BigInteger right = x.multiply(x).subtract(THREE).multiply(x).add(B);
    return x.compareTo(P) < 0
        && y.compareTo(P) < 0
        && y.multiply(y).subtract(right).mod(P).signum() == 0;
  }

  static KeyPairGenerator pairs() throws GeneralSecurityException {
    KeyPairGenerator pairs = FastProvider.keyPairGenerator("EC");
    pairs.initialize(new ECGenParameterSpec("secp256r1"));
    return pairs;
  }

  static PublicKey key(byte[] point, KeyFactory factory) throws GeneralSecurityException {
    byte[] encoded = new byte[SPKI_BEFORE_POINT.length + POINT_BYTES];
    System.arraycopy(SPKI_BEFORE_POINT, 0, encoded, 0, SPKI_BEFORE_POINT.length);
    System.arraycopy(point, 0, encoded, SPKI_BEFORE_POINT.length, POINT_BYTES);
    return factory.generatePublic(new X509EncodedKeySpec(encoded));
  }

  /** The public key's point. */
  static byte[] point(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] point = new byte[POINT_BYTES];
    System.arraycopy(encoded, encoded.length - POINT_BYTES, point, 0, POINT_BYTES);
    return point;
  }
}
