/** The vault's key, the devices' signing keys, and what binds them together. */
@NullMarked
package dev.stackunderflow.sync.key;

import org.jspecify.annotations.NullMarked;
