/** age and zstd over byte arrays, bounded. Every algorithm is a library's or the JDK's. */
@NullMarked
package dev.stackunderflow.sync.cipher;

import org.jspecify.annotations.NullMarked;
