package dev.stackunderflow.sync.api;

import org.jspecify.annotations.Nullable;

/**
 * The options of {@code sync init}.
 *
 * @param bucketUrl {@code s3://bucket/prefix?endpoint=…} or {@code file:///folder}
 * @param keySource where the secret key comes from: {@code env:NAME} or {@code file:PATH}
 * @param label the name that people read for this device; null for the host name
 * @param profile the AWS profile to take credentials from; null for the default chain
 * @param allowHttp whether plain http to another machine is allowed
 * @param abandon the fingerprint of the key to give up, with everything that only it opens; null to
 *     give up nothing
 */
public record InitOptions(
    String bucketUrl,
    String keySource,
    @Nullable String label,
    @Nullable String profile,
    boolean allowHttp,
    @Nullable String abandon) {}
