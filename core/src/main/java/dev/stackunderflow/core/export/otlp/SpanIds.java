package dev.stackunderflow.core.export.otlp;

import dev.stackunderflow.core.hash.FieldDigest;
import dev.stackunderflow.core.store.SessionRoots;
import java.util.HexFormat;

/**
 * Ids made of what the spans are of, so that a second export, or that of another device, has the
 * same: a session has one trace on all devices, each of its transcripts on each device a root.
 *
 * @param device the device's id
 * @param agent the agent
 * @param transcript the session's id, with that of the subagent
 */
record SpanIds(String device, String agent, String transcript) {

  /** The trace: 16 bytes in hexadecimal. */
  String trace() {
    return hex(
        new FieldDigest()
            .text("trace")
            .text(agent)
            .text(SessionRoots.of(transcript))
            .first16Bytes(),
        16);
  }

  /** The span of the whole transcript: 8 bytes in hexadecimal. */
  String root() {
    return span("session", transcript, 0, 0);
  }

  /** The span of the transcript that a subagent's belongs to; empty for one that is a session's. */
  String parent() {
    String session = SessionRoots.of(transcript);
    return session.equals(transcript) ? "" : span("session", session, 0, 0);
  }

  /** The span of a model call, by the place of its first line. */
  String chat(long seq) {
    return span("chat", transcript, seq, 0);
  }

  /** The span of a tool call, by its line and its place in it. */
  String tool(long seq, int place) {
    return span("tool", transcript, seq, place);
  }

  private String span(String kind, String of, long seq, int place) {
    return hex(
        new FieldDigest()
            .text(kind)
            .text(device)
            .text(agent)
            .text(of)
            .number(seq)
            .number(place)
            .first16Bytes(),
        8);
  }

  private static String hex(byte[] bytes, int length) {
    return HexFormat.of().formatHex(bytes, 0, length);
  }
}
