/** Opens a vault: its keys, its device, and the heads in it. */
@NullMarked
package dev.stackunderflow.sync.engine.vault;

import org.jspecify.annotations.NullMarked;
