/** Continuous sync: when to ingest, push and pull by itself. */
@NullMarked
package dev.stackunderflow.app.auto;

import org.jspecify.annotations.NullMarked;
