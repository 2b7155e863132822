package dev.stackunderflow.core.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.store.Event;
import org.junit.jupiter.api.Test;

class BillTest {

  @Test
  void aSumAboveSixtyFourBitsIsExact() {
    var bill = new Bill();
    for (int i = 0; i < 1_000; i++) {
      var one = new Bill();
      one.add(Event.MAX_TOKENS, 75_000_000L);
      one.add(1, 1L);
      bill.add(one);
    }
    assertThat(bill.cost().dollars()).isEqualByComparingTo("750000000.000000001");
    assertThat(bill.cost().pricedTokens()).isEqualTo(1_000 * Event.MAX_TOKENS + 1_000);
  }

  @Test
  void tokensWithoutAPriceCostNothingAndAreCounted() {
    var bill = new Bill();
    bill.add(5, null);
    assertThat(bill.cost().dollars()).isZero();
    assertThat(bill.cost().isUnknown()).isTrue();
    assertThat(bill.unpricedTokens()).isEqualTo(5);
  }
}
