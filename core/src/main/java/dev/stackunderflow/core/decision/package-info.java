/** What the user decided and all devices obey: what to forget, which side of a conflict to show. */
@NullMarked
package dev.stackunderflow.core.decision;

import org.jspecify.annotations.NullMarked;
