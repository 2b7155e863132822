package dev.stackunderflow.sync.testing;

/** Lines as Claude Code writes them. */
public final class Lines {

  private Lines() {}

  /** A prompt. */
  public static String user(String uuid, String timestamp, String text) {
    return """
        {"parentUuid":null,"isSidechain":false,"cwd":"/home/me/src/app","sessionId":"s","type":"user",\
        "message":{"role":"user","content":"%s"},"uuid":"%s","timestamp":"%s"}"""
        .formatted(text, uuid, timestamp);
  }

  /** An answer. */
  public static String assistant(String uuid, String timestamp, String text, int outputTokens) {
    return """
        {"parentUuid":null,"isSidechain":false,"cwd":"/home/me/src/app","sessionId":"s",\
        "message":{"id":"msg_%s","type":"message","role":"assistant","model":"claude-x",\
        "content":[{"type":"text","text":"%s"}],"usage":{"input_tokens":7,\
        "cache_creation_input_tokens":11,"cache_read_input_tokens":13,"output_tokens":%d}},\
        "requestId":"req_%s","type":"assistant","uuid":"%s","timestamp":"%s"}"""
        .formatted(uuid, text, outputTokens, uuid, uuid, timestamp);
  }

  /** A moment, so many seconds into a fixed day. */
  public static String at(int second) {
    return "2026-11-01T%02d:%02d:%02d.000Z".formatted(second / 3600, second / 60 % 60, second % 60);
  }
}
