package dev.stackunderflow.sync.state;

import dev.stackunderflow.sync.wire.Head;

/**
 * A new object for a committed segment: the next head names it in place of the old one.
 *
 * @param segment the new object; it covers the same generations as the old one
 * @param sealedFor the fingerprint of the key that opens it
 * @param isRedacted whether the content to be deleted has been removed from it
 */
public record Replacement(Head.SegmentRef segment, String sealedFor, boolean isRedacted) {}
