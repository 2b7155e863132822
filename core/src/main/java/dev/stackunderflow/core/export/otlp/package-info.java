/** OpenTelemetry spans and metrics of sessions, as OTLP JSON. */
@NullMarked
package dev.stackunderflow.core.export.otlp;

import org.jspecify.annotations.NullMarked;
