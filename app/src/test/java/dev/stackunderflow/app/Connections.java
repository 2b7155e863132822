package dev.stackunderflow.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** What connections a process has, as Linux tells in {@code /proc}. */
final class Connections {

  private final Set<String> outbound = new ConcurrentSkipListSet<>();
  private final Set<String> inbound = new ConcurrentSkipListSet<>();

  /** Looks again and again while it is wanted; says how often. */
  int watch(Service service, AtomicBoolean wanted) throws Exception {
    int looks = 0;
    while (wanted.get()) {
      look(service.process().pid(), URI.create(service.url()).getPort());
      looks++;
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return looks;
  }

  /** Those that it opened, of any protocol, with the far end's address in hexadecimal. */
  Set<String> outbound() {
    return outbound;
  }

  /** Whether it opened any so far. */
  boolean hasOutbound() {
    return !outbound.isEmpty();
  }

  /** Those that others opened to its API. */
  Set<String> inbound() {
    return inbound;
  }

  private void look(long pid, int apiPort) throws IOException {
    Set<String> own = sockets(pid);
    for (String protocol : List.of("tcp", "tcp6", "udp", "udp6", "raw", "raw6")) {
      Path table = Path.of("/proc/" + pid + "/net/" + protocol);
      if (!Files.exists(table)) {
        continue;
      }
      for (String line : Files.readAllLines(table)) {
        String[] field = line.strip().split("\\s+");
        if (field.length < 10 || !own.contains(field[9])) {
          continue;
        }
        int localPort = Integer.parseInt(field[1].substring(field[1].indexOf(':') + 1), 16);
        boolean isApi = protocol.startsWith("tcp") && localPort == apiPort;
        (isApi ? inbound : outbound).add(protocol + " " + field[2]);
      }
    }
  }

  /** The numbers of the process's open sockets. */
  private static Set<String> sockets(long pid) {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path file : files.toList()) {
        try {
          String target = Files.readSymbolicLink(file).toString();
          if (target.startsWith("socket:[")) {
            sockets.add(target.substring(8, target.length() - 1));
          }
        } catch (IOException e) {
          // Closed since it was listed.
        }
      }
    } catch (IOException e) {
      // The process has ended.
    }
    return sockets;
  }
}
