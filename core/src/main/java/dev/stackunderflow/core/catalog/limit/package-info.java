/** Usage limits: what the agents' logs state, and Claude's windows of five hours. */
@NullMarked
package dev.stackunderflow.core.catalog.limit;

import org.jspecify.annotations.NullMarked;
