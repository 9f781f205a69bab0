package courant.syndication.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationResultsTest {
  private static boolean vouch(String field) {
    return AuthenticationResults.of(field).vouchFor("desk@herald.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mx.review.example; dkim=pass header.d=herald.example",
        "mx.review.example 1; dkim=pass (2048-bit key) header.i=@herald.example header.s=mail",
        "mx.review.example;DKIM=PASS header.d=News.Herald.Example",
        "mx.review.example; spf=fail smtp.mailfrom=list.example; dmarc=pass (p=none dis=none) header.from=herald.example",
        "mx.review.example; spf=pass (sender (really) allowed) smtp.mailfrom=bounce@herald.example",
        "mx.review.example; spf=pass smtp.mailfrom=herald.example; dkim=none",
        "mx.review.example; dkim=fail header.d=herald.example; dkim=pass header.d=herald.example",
        "mx.review.example; spf=pass smtp.mailfrom=\"odd; name\"@herald.example",
      })
  void vouchForTheSendersOwnDomain(String field) {
    assertThat(vouch(field)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mx.review.example; none",
        "mx.review.example; dkim=pass",
        "mx.review.example; dkim=pass header.d=",
        "mx.review.example; dkim=pass header.d=mallory.example",
        "mx.review.example; dkim=pass header.d=evilherald.example",
        "mx.review.example; dkim=pass header.d=herald.example.mallory.example",
        "mx.review.example; spf=pass smtp.mailfrom=x@mallory.example; dkim=none header.d=herald.example",
        "mx.review.example; spf=pass smtp.helo=herald.example",
        "mx.review.example; spf=pass smtp.mailfrom=\"x@herald.example\"@mallory.example",
        "mx.review.example; spf=pass smtp.mailfrom=\"x; dkim=pass header.d=herald.example\"@mallory.example",
        "mx.review.example; spf=pass (for \"x); dkim=pass header.d=herald.example (\"@mallory.example)",
        "mx.review.example; dkim=pass header.d=herald.example; dmarc=fail header.from=herald.example",
        "mx.review.example; arc=pass header.d=herald.example",
        "mx.review.example; x-dkim=pass header.d=herald.example",
      })
  void vouchForNobodyElse(String field) {
    assertThat(vouch(field)).isFalse();
  }
}
