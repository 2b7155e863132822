package dev.stackunderflow.core.agent;

import dev.stackunderflow.core.agent.aider.Aider;
import dev.stackunderflow.core.agent.amp.Amp;
import dev.stackunderflow.core.agent.antigravity.Antigravity;
import dev.stackunderflow.core.agent.augment.Augment;
import dev.stackunderflow.core.agent.bob.IbmBob;
import dev.stackunderflow.core.agent.claude.ClaudeCode;
import dev.stackunderflow.core.agent.cline.Cline;
import dev.stackunderflow.core.agent.codebuddy.CodeBuddy;
import dev.stackunderflow.core.agent.codebuff.Codebuff;
import dev.stackunderflow.core.agent.codewhale.CodeWhale;
import dev.stackunderflow.core.agent.codex.Codex;
import dev.stackunderflow.core.agent.commandcode.CommandCode;
import dev.stackunderflow.core.agent.continuedev.Continue;
import dev.stackunderflow.core.agent.copilot.CopilotCli;
import dev.stackunderflow.core.agent.copilotchat.CopilotChat;
import dev.stackunderflow.core.agent.cortex.CortexCode;
import dev.stackunderflow.core.agent.crush.Crush;
import dev.stackunderflow.core.agent.cursor.Cursor;
import dev.stackunderflow.core.agent.devin.Devin;
import dev.stackunderflow.core.agent.droid.Droid;
import dev.stackunderflow.core.agent.dsh.DeepSeekHarness;
import dev.stackunderflow.core.agent.forge.Forge;
import dev.stackunderflow.core.agent.gemini.GeminiCli;
import dev.stackunderflow.core.agent.gjc.GajaeCode;
import dev.stackunderflow.core.agent.goose.Goose;
import dev.stackunderflow.core.agent.gptme.Gptme;
import dev.stackunderflow.core.agent.grok.GrokBuild;
import dev.stackunderflow.core.agent.hermes.Hermes;
import dev.stackunderflow.core.agent.icodemate.IcodeMate;
import dev.stackunderflow.core.agent.iflow.IFlow;
import dev.stackunderflow.core.agent.junie.Junie;
import dev.stackunderflow.core.agent.kilo.Kilo;
import dev.stackunderflow.core.agent.kimchi.Kimchi;
import dev.stackunderflow.core.agent.kimi.KimiCode;
import dev.stackunderflow.core.agent.kiro.KiroCli;
import dev.stackunderflow.core.agent.mimocode.MiMoCode;
import dev.stackunderflow.core.agent.muse.MuseCode;
import dev.stackunderflow.core.agent.mux.Mux;
import dev.stackunderflow.core.agent.omp.OhMyPi;
import dev.stackunderflow.core.agent.openclaw.OpenClaw;
import dev.stackunderflow.core.agent.opencode.OpenCode;
import dev.stackunderflow.core.agent.openhands.OpenHands;
import dev.stackunderflow.core.agent.pi.Pi;
import dev.stackunderflow.core.agent.poolside.Poolside;
import dev.stackunderflow.core.agent.qoder.Qoder;
import dev.stackunderflow.core.agent.qwen.QwenCode;
import dev.stackunderflow.core.agent.qwenpaw.QwenPaw;
import dev.stackunderflow.core.agent.reasonix.Reasonix;
import dev.stackunderflow.core.agent.roo.RooCode;
import dev.stackunderflow.core.agent.senpi.Senpi;
import dev.stackunderflow.core.agent.shelley.Shelley;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.vibe.MistralVibe;
import dev.stackunderflow.core.agent.warp.Warp;
import dev.stackunderflow.core.agent.workbuddy.WorkBuddy;
import dev.stackunderflow.core.agent.zcode.ZCode;
import dev.stackunderflow.core.agent.zed.Zed;
import dev.stackunderflow.core.agent.zencoder.Zencoder;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every coding agent that this program reads: the one list of them. */
public final class Agents {

  private Agents() {}

  /**
   * What an agent's records state besides the columns of their events.
   *
   * @param provider the agent's name in the store
   */
  public static StatedReader stated(String provider) {
    return switch (provider) {
      case "claude" -> ClaudeCode.STATED;
      case "codex" -> Codex.STATED;
      case "amp" -> Amp.STATED;
      case "augment" -> Augment.STATED;
      case "bob" -> IbmBob.STATED;
      case "codewhale" -> CodeWhale.STATED;
      case "cline" -> Cline.STATED;
      case "commandcode" -> CommandCode.STATED;
      case "continue" -> Continue.STATED;
      case "copilot" -> CopilotCli.STATED;
      case "cortex" -> CortexCode.STATED;
      case "crush" -> Crush.STATED;
      case "forge" -> Forge.STATED;
      case "gjc" -> GajaeCode.STATED;
      case "goose" -> Goose.STATED;
      case "gptme" -> Gptme.STATED;
      case "grok" -> GrokBuild.STATED;
      case "hermes" -> Hermes.STATED;
      case "icodemate" -> IcodeMate.STATED;
      case "iflow" -> IFlow.STATED;
      case "junie" -> Junie.STATED;
      case "kilo" -> Kilo.STATED;
      case "kimchi" -> Kimchi.STATED;
      case "mimocode" -> MiMoCode.STATED;
      case "omp" -> OhMyPi.STATED;
      case "openclaw" -> OpenClaw.STATED;
      case "opencode" -> OpenCode.STATED;
      case "openhands" -> OpenHands.STATED;
      case "pi" -> Pi.STATED;
      case "qoder" -> Qoder.STATED;
      case "qwen" -> QwenCode.STATED;
      case "roo" -> RooCode.STATED;
      case "senpi" -> Senpi.STATED;
      case "shelley" -> Shelley.STATED;
      case "vibe" -> MistralVibe.STATED;
      default -> StatedReader.NONE;
    };
  }

  /**
   * Whether an agent notes the tokens of all of its answers; not where it notes none, or those of
   * some.
   *
   * @param provider the agent's name in the store
   */
  public static boolean notesAllTokens(String provider) {
    return switch (provider) {
      case "aider",
          "codewhale",
          "continue",
          "copilot-chat",
          "cortex",
          "crush",
          "cursor",
          "iflow",
          "kiro",
          "qwenpaw",
          "warp",
          "zed",
          "zencoder" ->
          false;
      default -> true;
    };
  }

  /**
   * The agents.
   *
   * @param env the environment that says where their sessions are
   */
  public static List<CodingAgent> all(Map<String, String> env) {
    return List.of(
        new ClaudeCode(env),
        new Codex(env),
        new Aider(env),
        new Amp(env),
        new Antigravity(env),
        new Augment(env),
        new Cline(env),
        new Codebuff(env),
        new CodeBuddy(env),
        new CommandCode(env),
        new CodeWhale(env),
        new Continue(env),
        new CopilotChat(env),
        new CopilotCli(env),
        new CortexCode(env),
        new Crush(env),
        new Cursor(env),
        new Devin(env),
        new DeepSeekHarness(env),
        new Droid(env),
        new Forge(env),
        new GajaeCode(env),
        new GeminiCli(env),
        new Goose(env),
        new Gptme(env),
        new GrokBuild(env),
        new Hermes(env),
        new IbmBob(env),
        new IcodeMate(env),
        new IFlow(env),
        new Junie(env),
        new Kilo(env),
        new Kimchi(env),
        new KimiCode(env),
        new KiroCli(env),
        new MiMoCode(env),
        new MuseCode(env),
        new Mux(env),
        new OhMyPi(env),
        new OpenClaw(env),
        new OpenCode(env),
        new OpenHands(env),
        new Pi(env),
        new Poolside(env),
        new Qoder(env),
        new QwenCode(env),
        new QwenPaw(env),
        new Reasonix(env),
        new RooCode(env),
        new Senpi(env),
        new Shelley(env),
        new MistralVibe(env),
        new Warp(env),
        new WorkBuddy(env),
        new Zencoder(env),
        new ZCode(env),
        new Zed(env));
  }

  /** The variables that say where the agents' sessions are, set or not; {@code HOME} too. */
  public static Set<String> variables(Map<String, String> env) {
    var asked = new AskedVariables(env);
    all(asked).forEach(CodingAgent::folders);
    return asked.asked();
  }

  /** The ids of the agents that note which calls of tools failed. */
  public static Set<String> notingFailures() {
    return all(Map.of()).stream()
        .filter(CodingAgent::notesFailures)
        .map(CodingAgent::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * How the events of an agent are shown.
   *
   * @param id the agent's id; of one that is not known only the stored columns are read
   */
  public static PartReader parts(String id) {
    return all(Map.of()).stream()
        .filter(agent -> agent.id().equals(id))
        .findFirst()
        .map(CodingAgent::parts)
        .orElse(PartReader.PLAIN);
  }
}
