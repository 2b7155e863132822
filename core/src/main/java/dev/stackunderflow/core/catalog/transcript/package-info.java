/** A session as a person reads it: messages with their parts, calls with their results. */
@NullMarked
package dev.stackunderflow.core.catalog.transcript;

import org.jspecify.annotations.NullMarked;
