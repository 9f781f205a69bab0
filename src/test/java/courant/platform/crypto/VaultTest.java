package courant.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  @TempDir Path folder;

  @Test
  void opensWhatItSealed() {
    Vault vault = Vault.open(folder.resolve("courant.key"));
    byte[] sealed = vault.seal("address", "ada@example.org");
    assertThat(Vault.open(folder.resolve("courant.key")).unseal("address", sealed))
        .isEqualTo("ada@example.org");
    assertThat(vault.seal("address", "ada@example.org")).isNotEqualTo(sealed);
    assertThatIllegalStateException().isThrownBy(() -> vault.unseal("other", sealed));
    sealed[sealed.length - 1] ^= 1;
    assertThatIllegalStateException().isThrownBy(() -> vault.unseal("address", sealed));
  }

  @Test
  void hashesForOnePurposeOnly() {
    Vault vault = Vault.open(folder.resolve("courant.key"));
    assertThat(vault.hash("form", "a"))
        .isEqualTo(vault.hash("form", "a"))
        .isNotEqualTo(vault.hash("edit", "a"))
        .isNotEqualTo(vault.hash("form", "b"));
  }

  @Test
  void keepsTheKeyFromOthers() throws IOException {
    Path file = folder.resolve("new/courant.key");
    Vault.open(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void neverReplacesAFileItCannotRead() throws IOException {
    Path file = folder.resolve("courant.key");
    Files.writeString(file, "not a key");
    assertThatIllegalArgumentException().isThrownBy(() -> Vault.open(file));
    assertThat(file).hasContent("not a key");
  }
}
