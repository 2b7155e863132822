/** What only tries or measures; not shipped. */
@NullMarked
package dev.stackunderflow.bench;

import org.jspecify.annotations.NullMarked;
