package dev.stackunderflow.core.ingest;

/** Lines as Claude Code writes them. */
public final class ClaudeLines {

  private ClaudeLines() {}

  /** A prompt; the number makes uuid and time. */
  public static String user(int n, String text) {
    return """
        {"type":"user","cwd":"/home/me/app","sessionId":"S","message":{"role":"user",\
        "content":"%s"},"uuid":"u%d","parentUuid":%s,"timestamp":"%s"}"""
        .formatted(text, n, parent(n), time(n));
  }

  /** An answer with a request id. */
  public static String answer(int n, String message, int output) {
    return answer(n, message, "\"requestId\":\"req_" + message + "\",", output, "");
  }

  /** An answer of a gateway, without a request id. */
  public static String gatewayAnswer(int n, String message, int output) {
    return answer(n, message, "", output, "");
  }

  /** An answer with more in its usage. */
  public static String answer(int n, String message, String request, int output, String usage) {
    return """
        {"type":"assistant","cwd":"/home/me/app","sessionId":"S","message":{"id":"%s",\
        "role":"assistant","model":"claude-x","content":[{"type":"text","text":"answer %d"}],\
        "usage":{"input_tokens":1,"output_tokens":%d%s}},%s"uuid":"u%d","parentUuid":%s,\
        "timestamp":"%s"}"""
        .formatted(message, n, output, usage, request, n, parent(n), time(n));
  }

  private static String parent(int n) {
    return n == 1 ? "null" : "\"u" + (n - 1) + "\"";
  }

  /** The time of a number. */
  public static String time(int n) {
    return "2026-11-01T00:%02d:%02d.000Z".formatted(n / 60, n % 60);
  }
}
