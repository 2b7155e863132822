package dev.stackunderflow.core.agent.copilotchat;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The chat of Visual Studio Code and of the editors made of it: Copilot's, and other models'. */
public final class CopilotChat implements CodingAgent {

  private final List<Path> editors;

  /** Looks in the folders of the editors. */
  public CopilotChat(Map<String, String> env) {
    this.editors = new UserFolders(env).editors();
  }

  @Override
  public String id() {
    return "copilot-chat";
  }

  @Override
  public String title() {
    return "Copilot Chat";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens of turns with one call";
  }

  @Override
  public PartReader parts() {
    return new ChatParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.notPossible("the editor opens the chats of its own list only");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        ChatSessions.ofFolders(
            id(), editors.stream().map(editor -> editor.resolve("workspaceStorage")).toList()),
        ChatSessions.ofEmptyWindows(
            id(),
            editors.stream()
                .map(editor -> editor.resolve("globalStorage/emptyWindowChatSessions"))
                .toList()));
  }
}
