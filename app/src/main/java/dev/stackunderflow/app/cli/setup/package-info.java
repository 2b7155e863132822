/** The questions of {@code sync init}: each answer is tested as it is given. */
@NullMarked
package dev.stackunderflow.app.cli.setup;

import org.jspecify.annotations.NullMarked;
