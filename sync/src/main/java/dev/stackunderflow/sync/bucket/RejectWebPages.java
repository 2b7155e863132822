package dev.stackunderflow.sync.bucket;

import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Stops at an answer that is a web page. A network with a login page (hotel, train, company proxy)
 * answers every request with one and with status 200, which the SDK would read as an empty list.
 */
final class RejectWebPages implements ExecutionInterceptor {

  /** The cause of the exception that the SDK throws on. */
  private static final class WebPageException extends RuntimeException {
    WebPageException() {
      super("the answer is a web page");
    }
  }

  /** Whether a request failed because the answer was a web page. */
  static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WebPageException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void beforeUnmarshalling(Context.BeforeUnmarshalling context, ExecutionAttributes a) {
    boolean isWebPage =
        context
            .httpResponse()
            .firstMatchingHeader("Content-Type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
            .isPresent();
    if (isWebPage && context.httpResponse().isSuccessful() && !isOfS3(context.httpResponse())) {
      throw SdkClientException.create("the answer is not from S3", new WebPageException());
    }
  }

  /** moto answers puts and deletes as HTML without a body; no login page sends headers of AWS. */
  private static boolean isOfS3(SdkHttpResponse response) {
    return response.headers().keySet().stream()
        .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-amz"));
  }
}
