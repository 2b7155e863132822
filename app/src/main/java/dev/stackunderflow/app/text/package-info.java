/** Text for people: numbers, sizes, times, and text from elsewhere made safe for a terminal. */
@NullMarked
package dev.stackunderflow.app.text;

import org.jspecify.annotations.NullMarked;
