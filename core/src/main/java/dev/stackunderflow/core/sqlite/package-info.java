/** How SQLite files are opened, and what their failures mean. */
@NullMarked
package dev.stackunderflow.core.sqlite;

import org.jspecify.annotations.NullMarked;
