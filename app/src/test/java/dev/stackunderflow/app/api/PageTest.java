package dev.stackunderflow.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A list that is paged through while it changes. */
class PageTest {

  private static Page<String> page(List<String> all, Page.Cursor cursor) {
    return Page.of(all, item -> item, cursor, 2);
  }

  @Test
  void whatComesToTheFrontMeanwhileNeitherRepeatsNorHidesAnything() throws Exception {
    var all = new ArrayList<>(List.of("a", "b", "c", "d", "e"));
    Page<String> first = page(all, Page.Cursor.START);
    assertThat(first.items()).containsExactly("a", "b");
    all.add(0, "new");
    Page<String> second = page(all, Page.Cursor.parse(first.nextCursor()));
    assertThat(second.items()).containsExactly("c", "d");
    all.removeFirst();
    all.removeFirst();
    Page<String> third = page(all, Page.Cursor.parse(second.nextCursor()));
    assertThat(third.items()).containsExactly("e");
    assertThat(third.nextCursor()).isNull();
  }

  @Test
  void whereTheLastItemIsGoneItGoesOnAtThatPlace() throws Exception {
    Page<String> first = page(List.of("a", "b", "c", "d"), Page.Cursor.START);
    assertThat(page(List.of("a", "c", "d"), Page.Cursor.parse(first.nextCursor())).items())
        .as("one too few rather than an error")
        .containsExactly("d");
    assertThat(page(List.of(), Page.Cursor.parse(first.nextCursor())).items()).isEmpty();
  }

  @Test
  void aMadeUpCursorIsRefused() {
    for (String cursor : List.of("x", "", "!!", "LTE6MQ", "MQ")) {
      assertThatThrownBy(() -> Page.Cursor.parse(cursor)).isInstanceOf(Problem.class);
    }
  }
}
