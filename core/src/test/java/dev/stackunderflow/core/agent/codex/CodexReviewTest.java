package dev.stackunderflow.core.agent.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviews, as Codex wrote them in four versions, made short. */
class CodexReviewTest {

  private static final String THREAD = "01a221c6-82c6-76b3-bbdb-b66cd1cbad68";
  private static final String REVIEW = "01a221c6-8c75-7f63-9cf6-5ca55578de26";
  private static final String TURN = "01a221c6-8c7a-7b02-bf1d-0a8f9c8a3b51";

  @TempDir Path folder;
  private LogHome home;

  @BeforeEach
  void home() {
    home = new LogHome(folder);
  }

  private static String line(int second, String type, String payload) {
    return "{'timestamp':'2026-11-28T10:49:%02d.000Z','type':'%s','payload':{%s}}"
        .formatted(second, type, payload)
        .replace('\'', '"');
  }

  private static String meta(int second, String id, String more) {
    return line(second, "session_meta", "'id':'%s','cwd':'/home/me/app'%s".formatted(id, more));
  }

  private static String says(int second, String role, String text) {
    return line(
        second,
        "response_item",
        "'type':'message','role':'%s','content':[{'type':'input_text','text':'%s'}]"
            .formatted(role, text));
  }

  private static String count(int second, int total, int last) {
    String usage = "{'input_tokens':%d,'cached_input_tokens':0,'output_tokens':1}";
    return line(
        second,
        "event_msg",
        "'type':'token_count','info':{'total_token_usage':%s,'last_token_usage':%s}"
            .formatted(usage.formatted(total), usage.formatted(last)));
  }

  private static String entered(int second) {
    return line(
        second,
        "event_msg",
        "'type':'entered_review_mode','prompt':'the kestrel','user_facing_hint':'kestrel'");
  }

  private static String exited(int second) {
    return line(second, "event_msg", "'type':'exited_review_mode','review_output':null");
  }

  private static String context(int second) {
    return line(second, "turn_context", "'model':'gpt-x'");
  }

  /** Version 0.171: the parent also writes how the review's turn begins, without its thread. */
  @Test
  void aReviewInItsOwnThreadCountsThoughItsParentNamesItsTurn() throws Exception {
    String started = "'type':'task_started','turn_id':'%s'".formatted(TURN);
    String item =
        "'type':'item_completed','thread_id':'%s','turn_id':'%s','item':%s"
            .formatted(
                THREAD,
                "01a221c6-8c6e-7653-a92b-836308a8582d",
                "{'type':'EnteredReviewMode','target':{'type':'custom',"
                    + "'instructions':'the kestrel'},'user_facing_hint':'kestrel'}");
    LogHome.write(
        home.codex("2026-11-28T10-49-47-" + THREAD),
        meta(0, THREAD, ""),
        line(1, "event_msg", item),
        line(2, "event_msg", started));
    LogHome.write(
        home.codex("2026-11-28T10-49-49-" + REVIEW),
        meta(
            1, REVIEW, ",'parent_thread_id':'%s','source':{'subagent':'review'}".formatted(THREAD)),
        line(2, "event_msg", started),
        line(2, "turn_context", "'turn_id':'%s','model':'gpt-x'".formatted(TURN)),
        says(3, "user", "Review the kestrel"),
        says(4, "assistant", "It flies"),
        line(
            5,
            "token_usage_record",
            "'response_id':'r1','usage':{'input_tokens':70,'output_tokens':3}"));
    assertThat(home.total().tokens().input()).isEqualTo(70);
    assertThat(home.found("kestrel")).isEqualTo(2);
  }

  /** Version 0.63: the thread repeats the counts of the review's thread. */
  @Test
  void aReviewWhoseEventsItsParentRepeatsCountsOnce() throws Exception {
    LogHome.write(
        home.codex("a"),
        meta(0, "a", ""),
        says(1, "user", "Begin"),
        context(1),
        count(2, 100, 100),
        says(2, "assistant", "Begun"),
        entered(3),
        count(4, 20, 20),
        count(5, 50, 30),
        exited(6),
        context(7),
        count(8, 140, 40),
        says(8, "assistant", "After it"));
    LogHome.write(
        home.codex("b"),
        meta(3, "b", ",'source':{'subagent':'review'}"),
        says(3, "user", "Review the kestrel"),
        context(3),
        count(4, 20, 20),
        count(5, 50, 30),
        says(5, "assistant", "It flies"));
    assertThat(home.total().tokens().input()).isEqualTo(100 + 50 + 40);
  }

  /** Version 0.42: the thread asks the model itself. */
  @Test
  void aReviewWithinItsThreadCountsAndWhatWasAskedIsItsTitle() throws Exception {
    LogHome.write(
        home.codex("a"),
        meta(0, "a", ""),
        entered(3),
        context(3),
        count(4, 20, 20),
        context(4),
        count(5, 50, 30),
        exited(6));
    assertThat(home.total().tokens().input()).isEqualTo(50);
    assertThat(home.title()).isEqualTo("/review the kestrel");
    assertThat(home.found("kestrel")).isEqualTo(1);
  }

  /** Version 0.171: a message that begins with an image. */
  @Test
  void whatStandsAroundAnImageIsNotTheTitle() throws Exception {
    LogHome.write(
        home.codex("a"),
        meta(0, "a", ""),
        line(
            1,
            "response_item",
            "'type':'message','role':'user','content':["
                + "{'type':'input_text','text':'<image name=[Image #1] path=\\'/tmp/p.png\\'>'},"
                + "{'type':'input_image','image_url':'data:image/png;base64,AA=='},"
                + "{'type':'input_text','text':'</image>'},"
                + "{'type':'input_text','text':'What is shown'}]"));
    assertThat(home.title()).isEqualTo("What is shown");
  }
}
