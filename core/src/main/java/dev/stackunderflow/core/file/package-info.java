/** The files of this program: where they are, who may read them, and how they are replaced. */
@NullMarked
package dev.stackunderflow.core.file;

import org.jspecify.annotations.NullMarked;
