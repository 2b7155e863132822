/** The local image of the vault: what the other devices published, and what this one has. */
@NullMarked
package dev.stackunderflow.core.replica;

import org.jspecify.annotations.NullMarked;
