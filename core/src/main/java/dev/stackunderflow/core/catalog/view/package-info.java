/** What the views show: sessions, projects, transcripts and the filters they take. */
@NullMarked
package dev.stackunderflow.core.catalog.view;

import org.jspecify.annotations.NullMarked;
