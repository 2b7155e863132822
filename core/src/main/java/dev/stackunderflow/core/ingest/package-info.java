/** Reads the agents' own session logs into the store. */
@NullMarked
package dev.stackunderflow.core.ingest;

import org.jspecify.annotations.NullMarked;
