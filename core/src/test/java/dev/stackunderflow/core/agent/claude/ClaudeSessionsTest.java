package dev.stackunderflow.core.agent.claude;

import static dev.stackunderflow.core.ingest.ClaudeLines.answer;
import static dev.stackunderflow.core.ingest.ClaudeLines.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are one session, where it belongs, and what it is called. */
class ClaudeSessionsTest {

  private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

  @TempDir Path folder;
  private LogHome home;
  private Path log;

  @BeforeEach
  void home() {
    home = new LogHome(folder);
    log = home.claude(ID);
  }

  private static String of(String line) {
    return line.replace("\"sessionId\":\"S\"", "\"sessionId\":\"" + ID + "\"");
  }

  @Test
  void aSynchronisersConflictCopyIsTheSameSession() throws Exception {
    LogHome.write(log, of(user(1, "kettle")), of(answer(2, "m", 5)), of(user(3, "here")));
    LogHome.write(
        home.claude(ID + ".sync-conflict-20261101-101500-ABCDEFG"),
        of(user(1, "kettle")),
        of(answer(2, "m", 5)),
        of(user(4, "there")));
    assertThat(home.total().events()).isEqualTo(4);
    assertThat(home.total().sessions()).isEqualTo(1);
    assertThat(home.total().tokens().output()).isEqualTo(5);
    assertThat(home.found("kettle")).isEqualTo(1);
    assertThat(home.found("there")).isEqualTo(1);
  }

  @Test
  void aLogThatWasCopiedToAnotherProjectAndGoesOnThereIsTheSameSession() throws Exception {
    LogHome.write(log, of(user(1, "kettle")), of(answer(2, "m", 5)));
    home.ingest();
    LogHome.write(
        home.file(".claude/projects/-home-me-moved/" + ID + ".jsonl"),
        of(user(1, "kettle")),
        of(answer(2, "m", 5)),
        of(user(3, "on")));
    assertThat(home.total().events()).isEqualTo(3);
    assertThat(home.total().sessions()).isEqualTo(1);
    assertThat(home.rows("SELECT count(*) FROM messages")).containsExactly("3");
  }

  @Test
  void aFileThatLinksLeadToIsReadOnce() throws Exception {
    LogHome.write(log, user(1, "a"), answer(2, "m", 5));
    Files.createDirectories(home.file(".config"));
    Files.createSymbolicLink(home.file(".config/claude"), home.file(".claude"));
    Files.createSymbolicLink(
        home.file(".claude/projects/-Users-me-app"), home.file(".claude/projects/-home-me-app"));
    assertThat(home.ingest().files()).isEqualTo(1);
    assertThat(home.total().events()).isEqualTo(2);
    LogHome.append(log, user(3, "b"));
    assertThat(home.total().events()).isEqualTo(3);
  }

  @Test
  void theLinesFolderIsTheProjectAndNotTheLossySlug() throws Exception {
    for (String project :
        new String[] {"/home/me/test/data-analysis", "/home/me/test/data/analysis"}) {
      LogHome.write(
          home.file(
              ".claude/projects/-home-me-test-data-analysis/s"
                  + project.length()
                  + project.hashCode()
                  + ".jsonl"),
          user(1, "a " + project).replace("/home/me/app", project));
    }
    home.ingest();
    assertThat(home.rows("SELECT path FROM projects ORDER BY path"))
        .containsExactly("/home/me/test/data-analysis", "/home/me/test/data/analysis");
  }

  @Test
  void aDriveLetterHasNoCase() throws Exception {
    String[] folders = {"D:\\\\work\\\\app", "d:\\\\work\\\\app", "\\\\\\\\?\\\\D:\\\\work\\\\app"};
    for (int i = 0; i < folders.length; i++) {
      LogHome.write(
          home.file(".claude/projects/D--work-app/s" + i + ".jsonl"),
          user(1, "a" + i).replace("/home/me/app", folders[i]));
    }
    home.ingest();
    assertThat(home.rows("SELECT path FROM projects")).containsExactly("D:\\work\\app");
  }

  @Test
  void theDesktopApplicationsSessionsAreReadToo() throws Exception {
    LogHome.write(
        home.file(
            ".config/Claude/local-agent-mode-sessions/o/a/local_1/.claude/projects/-sessions-x/"
                + ID
                + ".jsonl"),
        of(user(1, "desktop")));
    assertThat(home.total().events()).isEqualTo(1);
    assertThat(home.rows("SELECT session_id FROM sessions")).containsExactly(ID);
  }

  private static String titled(String kind, String field, String title, String session) {
    return "{\"type\":\"%s\",\"%s\":\"%s\",\"sessionId\":\"%s\"}"
        .formatted(kind, field, title, session);
  }

  @Test
  void theUsersTitleWinsThenTheAgentsThenTheSummaryThenTheFirstWordsTyped() throws Exception {
    LogHome.write(
        log,
        of(user(1, "<local-command-caveat>x</local-command-caveat>")),
        of(user(2, "injected").replace("\"uuid\"", "\"isMeta\":true,\"uuid\"")),
        of(user(3, "typed")),
        of(user(4, "later")));
    assertThat(home.title()).isEqualTo("typed");
    LogHome.append(log, "{\"type\":\"summary\",\"summary\":\"summed up\",\"leafUuid\":\"u1\"}");
    assertThat(home.title()).isEqualTo("summed up");
    LogHome.append(
        log, titled("ai-title", "aiTitle", "one", ID), titled("ai-title", "aiTitle", "two", ID));
    assertThat(home.title()).isEqualTo("two");
    LogHome.append(log, titled("custom-title", "customTitle", "mine", ID));
    LogHome.append(log, titled("ai-title", "aiTitle", "three", ID));
    LogHome.append(log, titled("custom-title", "customTitle", "another's", "another-session"));
    assertThat(home.title()).isEqualTo("mine");
  }

  @Test
  void aCommandThatOnlySteersIsATitleUntilSomethingIsAsked() throws Exception {
    LogHome.write(
        log,
        of(
            user(
                1,
                "<command-name>/compact</command-name>\\n<command-message>compact"
                    + "</command-message>\\n<command-args>keep the lid</command-args>")));
    assertThat(home.title()).isEqualTo("/compact keep the lid");
    LogHome.append(log, user(2, "/model opus"), user(3, "how deep is it"), user(4, "and wide"));
    assertThat(home.title()).isEqualTo("how deep is it");
  }

  @Test
  void aSlashCommandIsATitleAsItWasTyped() throws Exception {
    LogHome.write(
        log,
        of(
            user(
                1,
                "<command-message>review</command-message>\\n<command-name>/review</command-name>"
                    + "\\n<command-args>the lid</command-args>")));
    assertThat(home.title()).isEqualTo("/review the lid");
  }
}
