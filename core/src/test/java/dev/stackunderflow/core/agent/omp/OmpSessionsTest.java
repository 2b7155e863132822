package dev.stackunderflow.core.agent.omp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Oh My Pi 18.1.21 writes, made short. */
class OmpSessionsTest {

  private static final String ID = "01a221d6-d029-769b-b764-57e04fda4675";
  private static final String LOG =
      ".omp/agent/sessions/-src-kettle/2026-11-28T11-07-35-849Z_" + ID;

  @TempDir private Path folder;
  private LogHome home;

  @BeforeEach
  void begin() {
    home = new LogHome(folder);
  }

  private static String line(String fields) {
    return ("{" + fields + "}").replace('\'', '"');
  }

  private static String title(String title, String source) {
    return line("'type':'title','v':1,'title':'%s','source':'%s'".formatted(title, source));
  }

  private static String session(String id) {
    return line("'type':'session','version':3,'id':'%s','cwd':'/home/me/kettle'".formatted(id));
  }

  private static String changed(String id, String title, String source) {
    return line(
        "'type':'title_change','id':'%s','timestamp':'2026-11-28T11:07:36.100Z','title':'%s','source':'%s'"
            .formatted(id, title, source));
  }

  private static String answer(String id, int input) {
    return line(
        ("'type':'message','id':'%s','timestamp':'2026-11-28T11:07:36.500Z','message':{"
                + "'role':'assistant','content':[{'type':'text','text':'Counted'}],'model':'rain-1',"
                + "'usage':{'input':%d,'output':1,'cacheRead':0,'cacheWrite':0}}")
            .formatted(id, input));
  }

  @Test
  void subagentsCountAndBelongToTheirSession() throws Exception {
    LogHome.write(home.file(LOG + ".jsonl"), title("", "auto"), session(ID), answer("m1", 100));
    LogHome.write(
        home.file(LOG + "/Frogs.jsonl"), title("", "auto"), session("c1"), answer("m2", 20));
    LogHome.write(home.file(LOG + "/Frogs/0-Newts.jsonl"), session("c2"), answer("m3", 3));
    assertThat(home.total().tokens().input()).isEqualTo(123);
    assertThat(home.rows("select session_id from sessions order by 1"))
        .containsExactly(ID, ID + "/Frogs", ID + "/Frogs/0-Newts");
  }

  @Test
  void theTitleThatTheUserChoseIsUsedWhereverTheFirstLineIsRewritten() throws Exception {
    Path log = home.file(LOG + ".jsonl");
    LogHome.write(log, title("", ""), session(ID), answer("m1", 100));
    assertThat(home.title()).isNull();
    String[] lines = {
      title("Gauge", "auto"), session(ID), answer("m1", 100), changed("t1", "Gauge", "auto")
    };
    LogHome.write(log, lines);
    assertThat(home.title()).isEqualTo("Gauge");
    lines[0] = title("Lake", "user");
    LogHome.write(log, lines);
    LogHome.append(log, changed("t2", "Lake", "user"), answer("m2", 20));
    assertThat(home.title()).isEqualTo("Lake");
    assertThat(home.total().tokens().input()).isEqualTo(120);
  }

  @Test
  void aLogWithoutTheLineThatNamesItsSessionWaits() throws Exception {
    Path log = home.file(LOG + ".jsonl");
    LogHome.write(log, title("", ""));
    home.ingest();
    LogHome.append(log, session(ID), answer("m1", 100));
    home.ingest();
    assertThat(home.rows("select session_id from sessions")).containsExactly(ID);
  }
}
