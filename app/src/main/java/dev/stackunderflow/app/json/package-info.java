/** The JSON documents that commands print and the API serves. */
@NullMarked
package dev.stackunderflow.app.json;

import org.jspecify.annotations.NullMarked;
