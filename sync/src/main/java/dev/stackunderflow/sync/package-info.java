/**
 * Sync: one encrypted vault in the user's own bucket, shared by all of their devices. {@link
 * dev.stackunderflow.sync.Sync} is the way in; the data goes one straight way and back:
 *
 * <pre>
 * push:  Store -> Changes -> Segment -> Cipher -> Bucket -> Head
 * pull:  Bucket -> Head -> Cipher -> Segment -> Replica -> Catalog
 * </pre>
 */
@NullMarked
package dev.stackunderflow.sync;

import org.jspecify.annotations.NullMarked;
