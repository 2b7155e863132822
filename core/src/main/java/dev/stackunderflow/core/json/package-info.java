/** Reads JSON: leniently from logs, strictly from small documents. */
@NullMarked
package dev.stackunderflow.core.json;

import org.jspecify.annotations.NullMarked;
