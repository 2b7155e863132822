/** What a folder's {@code .git} says of its repository, read without starting a process. */
@NullMarked
package dev.stackunderflow.core.git;

import org.jspecify.annotations.NullMarked;
