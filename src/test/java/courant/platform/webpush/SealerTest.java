package courant.platform.webpush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.platform.crypto.FastProvider;
import courant.support.PushedBrowser;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
  private static final String KEY =
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
  private static final String SECRET = "BTBZMqHH6r4Tts7J_aSIgg";

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  /** RFC 8291, section 5 and appendix A. */
  @Test
  void sealsAsTheRfcDoes() throws Exception {
    KeyFactory keys = FastProvider.keyFactory("EC");
    ECPublicKey point =
        (ECPublicKey)
            P256.key(
                decode(
                    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"),
                keys);
    BigInteger secret = new BigInteger(1, decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
    KeyPair sender =
        new KeyPair(point, keys.generatePrivate(new ECPrivateKeySpec(secret, point.getParams())));

    byte[] body =
        new Sealer()
            .seal(
                Subscription.of("https://push.example/", KEY, SECRET),
                "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII),
                sender,
                decode("DGv6ra1nlYgDCS1FRnbzlw"));

    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body))
        .isEqualTo(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
                + "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4"
                + "a-fN");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 1_000, Sealer.LONGEST})
  void anotherImplementationReadsIt(int length) throws Exception {
    PushedBrowser browser = new PushedBrowser();
    Sealer sealer = new Sealer();
    String text = "ق".repeat(length / 2) + "x".repeat(length % 2);
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    byte[] once = sealer.seal(browser.at("https://push.example/1"), message);
    byte[] again = sealer.seal(browser.at("https://push.example/1"), message);
    assertThat(once).hasSizeLessThanOrEqualTo(4_096).isNotEqualTo(again);
    assertThat(browser.read(once)).isEqualTo(text);
    assertThat(browser.read(again)).isEqualTo(text);
  }

  @Test
  void tooLongIsRefused() {
    Subscription to = Subscription.of("https://push.example/", KEY, SECRET);
    byte[] tooLong = new byte[Sealer.LONGEST + 1];
    assertThatThrownBy(() -> new Sealer().seal(to, tooLong))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, https://push.example/, '', BTBZMqHH6r4Tts7J_aSIgg",
    "not base64, https://push.example/, *, BTBZMqHH6r4Tts7J_aSIgg",
    "off the curve, https://push.example/, "
        + "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiwA,"
        + " BTBZMqHH6r4Tts7J_aSIgg",
    "the point at infinity, https://push.example/, AA, BTBZMqHH6r4Tts7J_aSIgg",
    "compressed, https://push.example/, AiVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx,"
        + " BTBZMqHH6r4Tts7J_aSIgg",
    "short secret, https://push.example/, " + KEY + ", BTBZMqHH6r4Tts7J_aSI",
    "no host, https:///x, " + KEY + ", BTBZMqHH6r4Tts7J_aSIgg",
    "no address, nonsense of a kind, " + KEY + ", BTBZMqHH6r4Tts7J_aSIgg",
    "a password, https://a:b@push.example/, " + KEY + ", BTBZMqHH6r4Tts7J_aSIgg"
  })
  void malformedSubscriptionsAreRefused(String what, String endpoint, String key, String secret) {
    assertThatThrownBy(() -> Subscription.of(endpoint, key, secret))
        .as(what)
        .isInstanceOf(IllegalArgumentException.class);
  }
}
