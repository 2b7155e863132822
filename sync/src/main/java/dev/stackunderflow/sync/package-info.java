/**
 * Sync: one encrypted vault in the user's own bucket, shared by all of their devices. {@link
 * dev.stackunderflow.sync.Sync} is the entry point; data takes one path there and back:
 *
 * <pre>
 * push:  Store -> Changes -> Segment -> Cipher -> Bucket -> Head
 * pull:  Bucket -> Head -> Cipher -> Segment -> Replica -> Catalog
 * </pre>
 */
@NullMarked
package dev.stackunderflow.sync;

import org.jspecify.annotations.NullMarked;
