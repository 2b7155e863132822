/** Examines this machine's setup, and says what to do where something is wrong. */
@NullMarked
package dev.stackunderflow.app.doctor;

import org.jspecify.annotations.NullMarked;
