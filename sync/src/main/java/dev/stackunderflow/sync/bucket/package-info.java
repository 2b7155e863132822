/** Where the objects are: an S3-compatible bucket, or a folder. */
@NullMarked
package dev.stackunderflow.sync.bucket;

import org.jspecify.annotations.NullMarked;
