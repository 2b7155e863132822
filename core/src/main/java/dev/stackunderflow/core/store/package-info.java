/** The local store: one SQLite file of projects, sessions and messages ("session schema v1"). */
@NullMarked
package dev.stackunderflow.core.store;

import org.jspecify.annotations.NullMarked;
