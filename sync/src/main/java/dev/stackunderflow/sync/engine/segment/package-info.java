/** Reads, compacts, redacts and re-encrypts segments of this device. */
@NullMarked
package dev.stackunderflow.sync.engine.segment;

import org.jspecify.annotations.NullMarked;
