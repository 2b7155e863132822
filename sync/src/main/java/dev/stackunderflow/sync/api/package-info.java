/**
 * What sync returns, asks for and throws. Commands and the HTTP API see only this package and
 * {@link dev.stackunderflow.sync.Sync}.
 */
@NullMarked
package dev.stackunderflow.sync.api;

import org.jspecify.annotations.NullMarked;
