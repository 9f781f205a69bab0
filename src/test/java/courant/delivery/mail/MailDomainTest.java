package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.mail.MailDomain.State;
import courant.platform.crypto.Vault;
import courant.platform.smtp.DkimSigner;
import courant.support.TestReview;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.NamingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys are made, published and found; only then they sign. */
class MailDomainTest {
  private final Map<String, String> published = new HashMap<>();
  private TestReview review;
  private SigningKeys keys;
  private MailDomain domain;

  @BeforeEach
  void start() {
    review = TestReview.start();
    keys =
        new SigningKeys(
            review.review.database(),
            Vault.open(review.folder.resolve("courant.key")),
            review.clock);
    domain =
        new MailDomain(
            () -> new Sender("newsletter@review.example", "bounce@back.example"),
            () -> URI.create("https://review.example"),
            Optional.of("relay.example"),
            keys,
            this::under);
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private List<String> under(String name) throws NamingException {
    String text = published.get(name);
    if ("fails".equals(text)) {
      throw new NamingException("no answer");
    }
    return text == null ? List.of() : List.of("unrelated", text);
  }

  private List<State> states() {
    return domain.check().stream().map(MailDomain.Record::state).toList();
  }

  @Test
  void keysSignOnceBothOfTheirRecordsAreFound() throws IOException {
    domain.makeKeys();
    assertThat(states()).containsOnly(State.MISSING);
    assertThat(keys.signer()).isSameAs(DkimSigner.NONE);
    domain.records().forEach(record -> published.put(record.name(), record.text()));
    String ed = keys.all().getLast().name();
    published.put(ed, "v=DKIM1; k=ed25519; p=AAAA");
    assertThat(states()).contains(State.DIFFERENT);
    assertThat(keys.signer()).isSameAs(DkimSigner.NONE);
    published.put(ed, keys.all().getLast().record().replace("; ", ";") + "; ");
    assertThat(states()).containsOnly(State.FOUND);
    assertThat(keys.signer()).isNotSameAs(DkimSigner.NONE);
    assertThat(keys.all()).allMatch(SigningKeys.Published::active).hasSize(2);
    domain.stopSigning();
    assertThat(keys.signer()).isSameAs(DkimSigner.NONE);
    assertThat(review.filesWhere(file -> file.contains("MIIEv")))
        .as("private halves are sealed")
        .isEmpty();
  }

  @Test
  void saysWhatToPublishAndThatTheDnsDidNotAnswer() {
    assertThat(domain.records())
        .extracting(MailDomain.Record::name)
        .containsExactly("back.example", "_dmarc.review.example", "default._bimi.review.example");
    published.put("back.example", "v=spf1 include:relay.example -all");
    published.put("_dmarc.review.example", "fails");
    assertThat(states()).containsExactly(State.FOUND, State.UNREACHABLE, State.MISSING);
  }

  @Test
  void thePictureBesideMailIsOptionalAndMustBeOneThatIsShown() {
    MailDomain.Record picture = domain.records().getLast();
    assertThat(picture.optional()).isTrue();
    assertThat(picture.text()).isEqualTo("v=BIMI1; l=https://review.example/bimi.svg; a=");
    for (String good : List.of(picture.text(), "v=BIMI1;l=https://cdn.example/our.svg")) {
      published.put(picture.name(), good);
      assertThat(states()).as(good).endsWith(State.FOUND);
    }
    for (String bad :
        List.of(
            "v=BIMI1; l=; a=", "v=BIMI1; l=http://x.example/a.svg", "v=BIMI1; l=https://x/a.png")) {
      published.put(picture.name(), bad);
      assertThat(states()).as(bad).endsWith(State.DIFFERENT);
    }
    assertThat(review.get("/bimi.svg").headers().firstValue("content-type"))
        .contains("image/svg+xml");
    assertThat(review.get("/bimi.svg").body())
        .contains("baseProfile=\"tiny-ps\"", "version=\"1.2\"", "<title>", "<path")
        .doesNotContain("<text", "<image", "href");
  }
}
