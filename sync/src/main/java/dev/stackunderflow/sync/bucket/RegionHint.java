package dev.stackunderflow.sync.bucket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Remembers the region that a provider names when it refuses a request for another one: in the
 * header {@code x-amz-bucket-region}, or in the element {@code Region} of the error document, which
 * the SDK does not pass on.
 */
final class RegionHint implements ExecutionInterceptor {

  private static final int MAX_DOCUMENT_BYTES = 8192;

  private static final Pattern ELEMENT = Pattern.compile("<Region>([A-Za-z0-9-]{1,40})</Region>");

  private volatile @Nullable String region;

  /** The last region that was named; empty where none was. */
  Optional<String> region() {
    return Optional.ofNullable(region);
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (context.httpResponse().isSuccessful()) {
      return context.responseBody();
    }
    context
        .httpResponse()
        .firstMatchingHeader("x-amz-bucket-region")
        .filter(name -> name.matches("[A-Za-z0-9-]{1,40}"))
        .ifPresent(name -> region = name);
    return context.responseBody().map(this::read);
  }

  private InputStream read(InputStream body) {
    try {
      byte[] start = body.readNBytes(MAX_DOCUMENT_BYTES);
      Matcher element = ELEMENT.matcher(new String(start, StandardCharsets.UTF_8));
      if (element.find()) {
        region = element.group(1);
      }
      return new SequenceInputStream(new ByteArrayInputStream(start), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
