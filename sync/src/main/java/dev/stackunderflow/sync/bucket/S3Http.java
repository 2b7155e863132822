package dev.stackunderflow.sync.bucket;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The HTTP client of a bucket. */
final class S3Http {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

  private S3Http() {}

  /**
   * The JDK's client.
   *
   * @param url where it will be used; with plain http, it accepts no TLS connection
   */
  static UrlConnectionHttpClient.Builder client(BucketUrl.S3 url) {
    var client =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT_TIMEOUT)
            .socketTimeout(SOCKET_TIMEOUT);
    if (url.endpoint() != null && "http".equals(url.endpoint().getScheme())) {
      // The SDK reads all of the JDK's certificates otherwise: a tenth of a pull of nothing.
      client.tlsTrustManagersProvider(() -> new TrustManager[] {new NoTrust()});
    }
    return client;
  }

  /** Trusts no certificate. */
  private static final class NoTrust implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind)
        throws CertificateException {
      throw new CertificateException("The bucket's URL says http, and this is TLS.");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind)
        throws CertificateException {
      checkClientTrusted(chain, kind);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
