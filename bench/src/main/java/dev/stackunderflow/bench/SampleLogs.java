package dev.stackunderflow.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Logs for the demo: copies of this machine's newest ones, or samples. */
final class SampleLogs {

  private static final int MOST_FILES = 50;
  private static final List<String> PLACES =
      List.of(".claude/projects", ".config/claude/projects", ".codex/sessions");

  private SampleLogs() {}

  /** Copies the newest logs of a home into another; the result says how many files. */
  static int copyNewest(Path from, Path to) throws IOException {
    List<Path> logs = new ArrayList<>();
    for (String place : PLACES) {
      Path folder = from.resolve(place);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> walk = Files.walk(folder)) {
          walk.filter(file -> file.toString().endsWith(".jsonl") && Files.isReadable(file))
              .forEach(logs::add);
        }
      }
    }
    logs.sort(Comparator.comparingLong((Path file) -> file.toFile().lastModified()).reversed());
    List<Path> newest = logs.subList(0, Math.min(MOST_FILES, logs.size()));
    for (Path file : newest) {
      Path target = to.resolve(from.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
    return newest.size();
  }

  /** The sample logs of the machine "laptop". */
  static void laptop(Path home) throws IOException {
    write(
        "laptop-claude.jsonl",
        home.resolve(
            ".claude/projects/-Users-ada-src-weather-station/5d1f0c2a-8f5e-4f7c-9a31-2f6f0f3e9b10.jsonl"));
  }

  /** The sample logs of the machine "work". */
  static void work(Path home) throws IOException {
    write(
        "work-claude.jsonl",
        home.resolve(
            ".claude/projects/-home-ada-src-weather-station/b7a4e1d8-3c55-4d0e-8b1e-64b0ac1d7f21.jsonl"));
    write(
        "work-codex.jsonl",
        home.resolve(
            ".codex/sessions/2026/11/22/rollout-2026-11-22T09-30-00-0199aa10-7c1e-7d20-9e4b-5c9f2d1e0a77.jsonl"));
  }

  private static void write(String resource, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (InputStream in = SampleLogs.class.getResourceAsStream("sample-logs/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + resource);
      }
      Files.copy(in, file);
    }
  }
}
