/** What every part of the program shares: where its files are, and how SQLite files are opened. */
@NullMarked
package dev.stackunderflow.core;

import org.jspecify.annotations.NullMarked;
