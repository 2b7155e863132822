/** SHA-256 over bytes and over sequences of fields. */
@NullMarked
package dev.stackunderflow.core.hash;

import org.jspecify.annotations.NullMarked;
