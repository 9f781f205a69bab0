package courant.platform.https;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that is shown to whoever connects: another from one handshake to the next, while
 * connections that are open go on. Before there is any, handshakes fail.
 */
final class ServedKey extends X509ExtendedKeyManager {
  /** The newest first; the one before, too, for a handshake that has just chosen it. */
  private volatile List<Certificate> held = List.of();

  /** From now on this one, if it is another. */
  void take(Certificate newest) {
    if (held.isEmpty() || !held.getFirst().chain().equals(newest.chain())) {
      held = Stream.concat(Stream.of(newest), held.stream().limit(1)).toList();
    }
  }

  /** What is shown now, if there is any. */
  Optional<Certificate> shown() {
    return held.stream().findFirst();
  }

  private static String alias(Certificate one) {
    return one.chain().getFirst().getSerialNumber().toString();
  }

  private Optional<Certificate> of(String alias) {
    return held.stream().filter(one -> alias(one).equals(alias)).findFirst();
  }

  private Stream<String> aliases(String keyType) {
    return held.stream()
        .limit(1)
        .filter(one -> one.key().getAlgorithm().equals(keyType))
        .map(ServedKey::alias);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return aliases(keyType).findFirst().orElse(null);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return aliases(keyType).findFirst().orElse(null);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType).toArray(String[]::new);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return of(alias).map(one -> one.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return of(alias).map(Certificate::key).orElse(null);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
