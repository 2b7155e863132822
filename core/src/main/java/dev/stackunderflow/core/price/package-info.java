/** What tokens cost: list prices with their source and date, and the user's own. */
@NullMarked
package dev.stackunderflow.core.price;

import org.jspecify.annotations.NullMarked;
