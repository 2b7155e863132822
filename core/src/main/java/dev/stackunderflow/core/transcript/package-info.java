/** What a message of a session consists of, whichever agent wrote it. */
@NullMarked
package dev.stackunderflow.core.transcript;

import org.jspecify.annotations.NullMarked;
