/** The merged view as rows in the store's own schema: for SQL, for files, and for other tools. */
@NullMarked
package dev.stackunderflow.core.export;

import org.jspecify.annotations.NullMarked;
