package dev.stackunderflow.core.export.otlp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of OpenTelemetry's semantic conventions for generative AI, version 1.41.0. */
public final class GenAi {

  /** The conventions' version. */
  public static final String VERSION = "1.41.0";

  /** Its schema. */
  static final String SCHEMA = "https://opentelemetry.io/schemas/" + VERSION;

  static final String OPERATION = "gen_ai.operation.name";
  static final String PROVIDER = "gen_ai.provider.name";
  static final String AGENT = "gen_ai.agent.name";
  static final String CONVERSATION = "gen_ai.conversation.id";
  static final String MODEL = "gen_ai.request.model";
  static final String INPUT = "gen_ai.usage.input_tokens";
  static final String OUTPUT = "gen_ai.usage.output_tokens";
  static final String CACHE_WRITTEN = "gen_ai.usage.cache_creation.input_tokens";
  static final String CACHE_READ = "gen_ai.usage.cache_read.input_tokens";
  static final String TOOL = "gen_ai.tool.name";
  static final String TOOL_CALL = "gen_ai.tool.call.id";
  static final String TOKEN_TYPE = "gen_ai.token.type";
  static final String TOKEN_USAGE = "gen_ai.client.token.usage";
  static final String ERROR = "error.type";

  /** By the beginning of a model's name. */
  private static final Map<String, String> PROVIDERS = new LinkedHashMap<>();

  static {
    PROVIDERS.put("claude", "anthropic");
    PROVIDERS.put("gpt", "openai");
    PROVIDERS.put("codex", "openai");
    PROVIDERS.put("gemini", "gcp.gemini");
    PROVIDERS.put("grok", "x_ai");
    PROVIDERS.put("deepseek", "deepseek");
    PROVIDERS.put("mistral", "mistral_ai");
    PROVIDERS.put("codestral", "mistral_ai");
    PROVIDERS.put("devstral", "mistral_ai");
  }

  private GenAi() {}

  /** Whose model it is, by its name; logs rarely say through whom it was called. */
  static String provider(@Nullable String model) {
    String name = model == null ? "" : model.toLowerCase(Locale.ROOT);
    String plain = name.substring(name.lastIndexOf('/') + 1);
    return PROVIDERS.entrySet().stream()
        .filter(entry -> plain.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("unknown");
  }
}
