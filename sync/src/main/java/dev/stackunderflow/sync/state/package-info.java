/** What sync remembers on this machine, in the folder {@code sync/} beside the store. */
@NullMarked
package dev.stackunderflow.sync.state;

import org.jspecify.annotations.NullMarked;
