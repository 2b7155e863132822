package dev.stackunderflow.sync.bucket;

import org.jspecify.annotations.Nullable;

/**
 * What a bucket needs besides its URL.
 *
 * @param profile the AWS profile to take credentials from; null for the default chain
 * @param allowHttp whether plain http to another machine is allowed
 */
public record BucketOptions(@Nullable String profile, boolean allowHttp) {}
