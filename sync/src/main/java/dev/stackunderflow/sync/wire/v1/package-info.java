/** The objects of sync protocol version 1: how they are named, written, and checked when read. */
@NullMarked
package dev.stackunderflow.sync.wire.v1;

import org.jspecify.annotations.NullMarked;
