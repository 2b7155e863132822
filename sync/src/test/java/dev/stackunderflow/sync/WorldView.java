package dev.stackunderflow.sync;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.sync.testing.Machine;
import java.util.Set;
import java.util.TreeSet;

/** Everything that a machine shows, as text to compare. */
final class WorldView {

  private WorldView() {}

  /** One text per event: its uuid, a space, and everything else. */
  static Set<String> of(Machine machine) throws Exception {
    return machine.view(
        catalog -> {
          Set<String> view = new TreeSet<>();
          for (SessionView session : catalog.sessions(new DeviceFilter.All(), 1000)) {
            for (EventView e :
                catalog.show(session.sessionId(), new DeviceFilter.All()).getFirst().events()) {
              view.add(
                  String.join(
                      " ",
                      String.valueOf(e.uuid()),
                      session.sessionId(),
                      e.timestamp(),
                      e.deviceId(),
                      e.contentText(),
                      e.tokens().toString()));
            }
          }
          return view;
        });
  }

  /** Makes sure that the lists, which read stored sums, agree with the transcripts. */
  static boolean listsSumUpWhatIsShown(Machine machine) throws Exception {
    return machine.view(
        catalog -> {
          boolean agree = true;
          for (SessionView session : catalog.sessions(new DeviceFilter.All(), 1000)) {
            var events =
                catalog.show(session.sessionId(), new DeviceFilter.All()).getFirst().events();
            agree &=
                session.events()
                        == events.stream().filter(e -> e.role().matches("user|assistant")).count()
                    && session.tokens().output()
                        == events.stream().mapToLong(e -> e.tokens().output()).sum();
          }
          return agree;
        });
  }
}
