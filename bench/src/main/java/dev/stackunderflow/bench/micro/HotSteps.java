package dev.stackunderflow.bench.micro;

import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.agent.source.LogRecords;
import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.Utf8Text;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.Zstd;
import dev.stackunderflow.sync.engine.vault.SealedObject;
import dev.stackunderflow.sync.wire.v1.SegmentReader;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.ByteArrayInputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/** Each step over all events of the {@link Sample}, in milliseconds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class HotSteps {

  /** Import: bytes to lines, with the digest of what was read. */
  @Benchmark
  public byte[] importLines(Sample sample, Blackhole hole) throws Exception {
    try (var lines = new LogLines(new ByteArrayInputStream(sample.log))) {
      for (LogLines.Line line = lines.next(); line != null; line = lines.next()) {
        hole.consume(line);
      }
      return lines.passedDigest();
    }
  }

  /** Import: lines to JSON. */
  @Benchmark
  public void importJson(Sample sample, Blackhole hole) {
    for (Utf8Text line : sample.lines) {
      hole.consume(LogRecords.of(line, _ -> true));
    }
  }

  /** Push: the digest by which a row is known. */
  @Benchmark
  public void pushRowDigests(Sample sample, Blackhole hole) {
    for (Event event : sample.events) {
      hole.consume(event.rowDigest());
    }
  }

  /** Pull: the digest by which copies of an event are known. */
  @Benchmark
  public void pullContentDigests(Sample sample, Blackhole hole) {
    for (Event event : sample.events) {
      hole.consume(event.contentDigest());
    }
  }

  /** Push: rows into a segment. */
  @Benchmark
  public byte[] pushBuildSegment(Sample sample) throws Exception {
    return Sample.segmentOf(sample.session, sample.events);
  }

  /** Push: a segment compressed and encrypted. */
  @Benchmark
  public byte[] pushSeal(Sample sample) throws Exception {
    return SealedObject.seal(sample.key.recipient(), sample.segment);
  }

  /** Push: the hash of the stored object, for the head. */
  @Benchmark
  public String pushHash(Sample sample) {
    return Sha256.hex(sample.sealed);
  }

  /** Pull: an object decrypted and decompressed. */
  @Benchmark
  public byte[] pullOpen(Sample sample) throws Exception {
    byte[] compressed = AgeCipher.decrypt(sample.key, sample.sealed, SegmentWriter.MAX_BYTES);
    return Zstd.decompress(compressed, SegmentWriter.MAX_BYTES);
  }

  /** Pull: a segment's rows. */
  @Benchmark
  public void pullReadSegment(Sample sample, Blackhole hole) throws Exception {
    try (var segment = SegmentReader.open(sample.segment)) {
      segment.read(hole::consume);
    }
  }
}
