package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.RotateResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of RotationIT and its neighbours have in common. */
abstract class TwoRotatingMachines extends TwoMachines {

  static final String NEW = "TEST_NEW_KEY";
  static final String VAULT = "stackunderflow-sync/v1/vault.json";

  final VaultKey next = VaultKey.generate();

  @BeforeEach
  void bothHavePushed() throws Exception {
    for (int i = 0; i < 3; i++) {
      a.append("-p", "one", Lines.user("a" + i, Lines.at(i), "of a " + i));
      a.ingest();
      a.push();
    }
    b.append("-p", "two", Lines.user("b1", Lines.at(20), "of b"));
    b.ingest();
    b.push();
    a.pull();
    b.pull();
  }

  RotateResult rotate(Machine machine) throws SyncException {
    machine.env().put(NEW, next.secret());
    return machine.sync().rotateKey("env:" + NEW, Progress.NONE);
  }

  List<List<String>> landed(Machine machine) throws Exception {
    return RoundTripIT.rows(machine.home().replica(), "SELECT content_text FROM event ORDER BY 1");
  }

  static boolean opens(String key, byte[] object) throws Exception {
    try {
      AgeCipher.decrypt(VaultKey.parse(key), object, 64 << 20);
      return true;
    } catch (CipherException e) {
      return false;
    }
  }

  void everythingIsUnderTheNewKeyAlone() throws Exception {
    for (Map.Entry<String, byte[]> object : s3.objects().entrySet()) {
      if (object.getKey().endsWith(".age")) {
        assertThat(opens(next.secret(), object.getValue())).as(object.getKey()).isTrue();
        assertThat(opens(a.key(), object.getValue())).as(object.getKey()).isFalse();
      }
    }
  }
}
