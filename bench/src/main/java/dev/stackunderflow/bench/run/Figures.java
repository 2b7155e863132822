package dev.stackunderflow.bench.run;

import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.text.SizeFormat;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured: for each size and step, each program's runs. The first program is ours. */
final class Figures {

  /** One step at one size of the logs. */
  private record Step(int events, String name) {}

  /** One program's run of a step, and what the S3 server counted meanwhile. */
  private record Sample(Run run, CountedS3.Count count) {}

  private final Map<Step, Map<String, List<Sample>>> samples = new LinkedHashMap<>();

  void add(int events, String step, String program, Run run, CountedS3.Count count) {
    samples
        .computeIfAbsent(new Step(events, step), key -> new LinkedHashMap<>())
        .computeIfAbsent(program, key -> new ArrayList<>())
        .add(new Sample(run, count));
  }

  /**
   * A row per program and step, medians, and how long ours takes for each second of the other's.
   */
  void print(PrintStream out) {
    int events = 0;
    Table table = null;
    for (var entry : samples.entrySet()) {
      if (table == null || entry.getKey().events() != events) {
        if (table != null) {
          table.print(out, "  ");
        }
        events = entry.getKey().events();
        out.println();
        out.println(String.format(Locale.ROOT, "%,d events", events));
        table =
            new Table(
                "STEP",
                "PROGRAM",
                ">WALL",
                ">CPU",
                ">MEMORY",
                ">REQUESTS",
                ">SENT",
                ">FETCHED",
                ">OURS/THIS");
      }
      rows(table, entry.getKey().name(), entry.getValue());
    }
    if (table != null) {
      table.print(out, "  ");
    }
  }

  private static void rows(Table table, String step, Map<String, List<Sample>> programs) {
    double ours = 0;
    boolean first = true;
    for (var program : programs.entrySet()) {
      List<Sample> runs = program.getValue();
      double wall = median(runs, sample -> sample.run().wall());
      ours = first ? wall : ours;
      table.row(
          first ? step : "",
          program.getKey(),
          String.format(Locale.ROOT, "%.2f s", wall),
          String.format(Locale.ROOT, "%.2f s", median(runs, sample -> sample.run().cpu())),
          SizeFormat.of((long) median(runs, sample -> sample.run().memory())),
          String.format(Locale.ROOT, "%.0f", median(runs, sample -> sample.count().requests())),
          SizeFormat.of((long) median(runs, sample -> sample.count().putBytes())),
          SizeFormat.of((long) median(runs, sample -> sample.count().gotBytes())),
          first ? "" : String.format(Locale.ROOT, "%.2f", ours / wall));
      first = false;
    }
  }

  /** All runs, as a list of objects with seconds and bytes. */
  List<Map<String, Object>> json() {
    List<Map<String, Object>> list = new ArrayList<>();
    samples.forEach(
        (step, programs) ->
            programs.forEach(
                (program, runs) -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("events", step.events());
                  one.put("step", step.name());
                  one.put("program", program);
                  one.put("wall_seconds", runs.stream().map(r -> r.run().wall()).toList());
                  one.put("cpu_seconds", runs.stream().map(r -> r.run().cpu()).toList());
                  one.put("memory_bytes", runs.stream().map(r -> r.run().memory()).toList());
                  one.put("requests", runs.stream().map(r -> r.count().requests()).toList());
                  one.put("sent_bytes", runs.stream().map(r -> r.count().putBytes()).toList());
                  one.put("fetched_bytes", runs.stream().map(r -> r.count().gotBytes()).toList());
                  list.add(one);
                }));
    return list;
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
