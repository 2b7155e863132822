package dev.stackunderflow.core.export;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlySqlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "  SELECT ';' ; ",
        "-- a; b\nselect 1; -- done; really",
        "/* insert; */ with x as (select 1) select * from x /* ; */",
        "values (1), (2)",
        "explain query plan select 1",
        "select \"a;b\", [c;d], `e;f`, 'it''s; fine'",
        "select 1 /* not closed ;"
      })
  void whatReadsIsLetThrough(String sql) {
    assertThatCode(() -> ReadOnlySql.check(sql)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        ";select 1",
        "insert into messages values (1)",
        "/* select */ delete from messages",
        "-- select\ndrop table messages",
        "pragma query_only = off",
        "attach 'x' as y",
        "vacuum into 'x'",
        "begin",
        "'select' 1",
        "selectx 1",
        "select 1; select 2",
        "select ';'; delete from messages",
        "select 1;/**/;select 2"
      })
  void whatDoesAnythingElseIsRefused(String sql) {
    assertThatThrownBy(() -> ReadOnlySql.check(sql)).isInstanceOf(QueryRejectedException.class);
  }

  @Test
  void aLongTextIsNoTrouble() {
    String text = "x''".repeat(1_000_000);
    assertThatCode(() -> ReadOnlySql.check("select '" + text + "'")).doesNotThrowAnyException();
  }
}
