package dev.stackunderflow.sync;

import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of TrustIT and its neighbours have in common. */
abstract class TwoMachinesAndAReader extends TwoMachines {

  Machine reader;
  String deviceA;
  String deviceB;

  @BeforeEach
  void bothHavePushed() throws Exception {
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "of a"));
    b.append("-p", "two", Lines.user("u2", Lines.at(2), "of b"));
    a.ingest();
    b.ingest();
    a.push();
    b.push();
    deviceA = a.status().deviceId();
    deviceB = b.status().deviceId();
    reader = joined("reader");
  }

  void more() throws Exception {
    a.append("-p", "one", Lines.user("u3", Lines.at(3), "more of a"));
    a.ingest();
    a.push();
  }

  List<List<String>> landed() throws Exception {
    return RoundTripIT.rows(reader.home().replica(), "SELECT content_text FROM event ORDER BY 1");
  }

  static byte[] flipped(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[changed.length / 2] ^= 1;
    return changed;
  }
}
