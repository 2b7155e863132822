/** Replaces secrets in what leaves the program as text. */
@NullMarked
package dev.stackunderflow.core.redact;

import org.jspecify.annotations.NullMarked;
