/** What ingest needs of an agent: where its logs are, and what their lines mean. */
@NullMarked
package dev.stackunderflow.core.agent.source;

import org.jspecify.annotations.NullMarked;
