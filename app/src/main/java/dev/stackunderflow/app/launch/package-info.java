/** What makes the command start fast: native libraries beside it, and the training of its cache. */
@NullMarked
package dev.stackunderflow.app.launch;

import org.jspecify.annotations.NullMarked;
