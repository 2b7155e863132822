package dev.stackunderflow.app.auto;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What continuous sync needs to know about the machine. */
interface HostEnvironment {

  /** Whether it runs on battery; false if unknown. */
  boolean isOnBattery();

  /** A text that changes when the machine joins, leaves or changes a network. */
  String network();

  /** The machine that this process runs on. */
  static HostEnvironment ofThisMachine() {
    return new ThisMachine(Path.of("/sys/class/power_supply"));
  }

  /**
   * A real machine.
   *
   * @param powerSupplies where Linux lists power supplies; other systems do not have the folder
   */
  record ThisMachine(Path powerSupplies) implements HostEnvironment {

    @Override
    public boolean isOnBattery() {
      if (!Files.isDirectory(powerSupplies)) {
        return false;
      }
      boolean anyMains = false;
      try (DirectoryStream<Path> supplies = Files.newDirectoryStream(powerSupplies)) {
        for (Path supply : supplies) {
          Path type = supply.resolve("type");
          if (!Files.exists(type) || !Files.readString(type).strip().equals("Mains")) {
            continue;
          }
          anyMains = true;
          if (Files.readString(supply.resolve("online")).strip().equals("1")) {
            return false;
          }
        }
      } catch (IOException e) {
        return false;
      }
      return anyMains;
    }

    @Override
    public String network() {
      try {
        return NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .map(address -> address.getHostAddress())
            .sorted()
            .collect(Collectors.joining(" "));
      } catch (SocketException e) {
        return "";
      }
    }
  }
}
