package dev.stackunderflow.sync;

import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.util.List;

/** What the tests of FailureIT and its neighbours have in common. */
abstract class TwoMachinesToPush extends TwoMachines {

  void somethingToPush(Machine machine) throws Exception {
    machine.append("-p", "one", Lines.user("u1", Lines.at(1), "one"));
    machine.append("-p", "two", Lines.user("u2", Lines.at(2), "two"));
    machine.ingest();
  }

  List<List<String>> landed(Machine machine) throws Exception {
    return RoundTripIT.rows(machine.home().replica(), "SELECT content_text FROM event ORDER BY 1");
  }

  long segments() {
    return s3.objects().keySet().stream().filter(name -> name.contains("/segments/")).count();
  }
}
