/** What tests and trials need: an S3 server in this JVM, machines, faults, sample logs. */
@NullMarked
package dev.stackunderflow.sync.testing;

import org.jspecify.annotations.NullMarked;
