/** Asks whether a newer release exists; only when the user asks for it. */
@NullMarked
package dev.stackunderflow.app.update;

import org.jspecify.annotations.NullMarked;
