/**
 * What makes the command start fast: one jar of libraries, native ones beside it, and the training
 * of its caches.
 */
@NullMarked
package dev.stackunderflow.app.launch;

import org.jspecify.annotations.NullMarked;
