package dev.stackunderflow.sync;

import dev.stackunderflow.sync.testing.Lines;

/** What the tests of RetentionIT and its neighbours have in common. */
abstract class TwoPushingMachines extends TwoMachines {

  int pushed;

  void push(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      int n = ++pushed;
      a.append("-p", "one", Lines.user("u" + n, Lines.at(n), "line " + n));
      a.ingest();
      a.push();
    }
  }
}
