/** The loopback API: what the commands print, over HTTP on this machine. */
@NullMarked
package dev.stackunderflow.app.api;

import org.jspecify.annotations.NullMarked;
