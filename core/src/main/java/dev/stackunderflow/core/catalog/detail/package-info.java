/** What events say beyond text and tokens: tool calls, pull requests, limits. */
@NullMarked
package dev.stackunderflow.core.catalog.detail;

import org.jspecify.annotations.NullMarked;
