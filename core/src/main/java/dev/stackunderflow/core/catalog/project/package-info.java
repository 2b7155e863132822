/** Which folders on which devices are one project. */
@NullMarked
package dev.stackunderflow.core.catalog.project;

import org.jspecify.annotations.NullMarked;
