package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.mail.MailDomain.State;
import courant.platform.crypto.Vault;
import courant.platform.smtp.DkimSigner;
import courant.support.TestReview;
import java.io.IOException;
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
    assertThat(review.filesNow())
        .as("private halves are sealed")
        .noneMatch(file -> file.contains("MIIEv"));
  }

  @Test
  void saysWhatToPublishAndThatTheDnsDidNotAnswer() {
    assertThat(domain.records())
        .extracting(MailDomain.Record::name)
        .containsExactly("back.example", "_dmarc.review.example");
    published.put("back.example", "v=spf1 include:relay.example -all");
    published.put("_dmarc.review.example", "fails");
    assertThat(states()).containsExactly(State.FOUND, State.UNREACHABLE);
  }
}
