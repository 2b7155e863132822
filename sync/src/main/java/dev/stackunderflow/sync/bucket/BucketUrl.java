package dev.stackunderflow.sync.bucket;

import dev.stackunderflow.core.file.ShellText;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a vault is. {@code toString} returns the canonical form, with the prefix filled in; it
 * contains no secret and parses to the same URL.
 */
public sealed interface BucketUrl {

  /** The prefix if the URL has none. */
  String DEFAULT_PREFIX = "stackunderflow-sync";

  /**
   * An S3-compatible bucket.
   *
   * @param bucket its name
   * @param prefix what all object names begin with, without slashes at its ends
   * @param endpoint the provider's address; null for AWS
   * @param region as given; null for the default
   * @param pathStyle as given; null for the default: with an endpoint yes, for AWS no
   */
  record S3(
      String bucket,
      String prefix,
      @Nullable URI endpoint,
      @Nullable String region,
      @Nullable Boolean pathStyle)
      implements BucketUrl {

    private static final Pattern REGION_IN_HOST =
        Pattern.compile("s3[.-]([a-z]{2}(?:-[a-z0-9]+)+)\\..*");

    /** The region to sign for: as given, else as the endpoint's host names it. */
    public @Nullable String regionOrFromHost() {
      if (region != null || endpoint == null) {
        return region;
      }
      Matcher host = REGION_IN_HOST.matcher(endpoint.getHost());
      return host.matches() ? host.group(1) : null;
    }

    /** Whether the bucket's name goes into the path and not into the host. */
    public boolean usesPathStyle() {
      return pathStyle != null ? pathStyle : endpoint != null;
    }

    /** The same bucket, in a region that the provider names. */
    public S3 in(String itsRegion) {
      return new S3(bucket, prefix, endpoint, itsRegion, pathStyle);
    }

    @Override
    public String toString() {
      var query = new StringBuilder();
      add(query, "endpoint", endpoint == null ? null : endpoint.toString());
      add(query, "region", region);
      add(query, "path-style", pathStyle == null ? null : pathStyle.toString());
      return "s3://" + bucket + "/" + prefix + query;
    }
  }

  /**
   * A folder, such as a mounted drive.
   *
   * @param root an absolute path
   * @param prefix the folder in it that contains the vault
   */
  record Folder(Path root, String prefix) implements BucketUrl {

    @Override
    public String toString() {
      var query = new StringBuilder();
      add(query, "prefix", prefix.equals(DEFAULT_PREFIX) ? null : prefix);
      return "file://" + root.toUri().getRawPath().replaceFirst("(?<=.)/$", "") + query;
    }
  }

  private static void add(StringBuilder query, String name, @Nullable String value) {
    if (value != null) {
      // The characters of an address read better as they are, and need no escape in a query.
      String escaped =
          URLEncoder.encode(value, StandardCharsets.UTF_8).replace("%3A", ":").replace("%2F", "/");
      query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(escaped);
    }
  }

  /**
   * Parses a URL.
   *
   * @param text {@code s3://BUCKET[/PREFIX][?endpoint=…&region=…&path-style=…]} or {@code
   *     file:///FOLDER[?prefix=…]}
   * @param allowHttp whether plain http to another machine is allowed
   * @return the URL
   * @throws IllegalArgumentException with words for the user
   */
  static BucketUrl parse(String text, boolean allowHttp) {
    URI uri;
    try {
      // As pasted: perhaps with the quotes of a shell.
      uri = new URI(escaped(ShellText.withoutQuotes(text.strip())));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("Not a valid bucket URL: " + e.getReason() + ". " + HOW);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "s3" -> s3(uri, allowHttp);
      case "file" -> folder(uri);
      default -> throw new IllegalArgumentException("Not a valid bucket URL. " + HOW);
    };
  }

  /**
   * The path of a folder, or its URL, as it is typed: with blanks, and with or without a scheme.
   */
  private static String escaped(String text) {
    String url =
        text.startsWith("/")
            ? "file://" + text.replace("%", "%25").replace("?", "%3F").replace("#", "%23")
            : text;
    if (!url.startsWith("file:")) {
      return url;
    }
    return ILLEGAL
        .matcher(url)
        .replaceAll(found -> URLEncoder.encode(found.group(), StandardCharsets.UTF_8))
        .replace("+", "%20");
  }

  /** Characters that the name of a file may have, and an address may not. */
  Pattern ILLEGAL = Pattern.compile("[^!-~]|[\"<>\\\\^`{|}+]");

  /** What a bucket URL looks like. */
  String HOW =
      """
      It looks like one of these:
        s3://my-bucket
        s3://my-bucket/folder?endpoint=https://s3.example.com
        file:///mnt/nas/folder""";

  private static S3 s3(URI uri, boolean allowHttp) {
    Map<String, String> query = query(uri, Set.of("endpoint", "region", "path-style"));
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "The bucket URL must not contain credentials: it is stored in plain text. Use"
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or --profile.");
    }
    String bucket = uri.getRawAuthority();
    if (bucket == null) {
      throw new IllegalArgumentException("The URL names no bucket. " + HOW);
    }
    String endpoint = query.get("endpoint");
    requireBucketName(bucket, endpoint == null);
    return new S3(
        bucket,
        prefix(uri.getPath()),
        endpoint == null ? null : endpoint(endpoint, bucket, allowHttp),
        query.get("region"),
        query.containsKey("path-style") ? Boolean.valueOf(query.get("path-style")) : null);
  }

  /**
   * Checks a bucket's name by the rules of AWS, or, for another provider, by those of old S3, which
   * some still allow.
   */
  private static void requireBucketName(String name, boolean isAws) {
    boolean isValid =
        isAws
            ? name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
                && !name.contains("..")
                && !name.matches("[0-9]+(\\.[0-9]+){3}")
            : name.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");
    if (!isValid) {
      throw new IllegalArgumentException(
          "S3 does not allow the bucket name "
              + name
              + ": it must have 3 to 63 lower-case letters, digits, hyphens and single dots, begin"
              + " and end with a letter or digit, and not be an IP address.");
    }
  }

  private static URI endpoint(String text, String bucket, boolean allowHttp) {
    if (!text.contains("://")) {
      throw new IllegalArgumentException(
          "The endpoint lacks https:// in front: endpoint=https://" + text);
    }
    URI endpoint;
    try {
      endpoint = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "The endpoint is not a valid address: " + e.getReason() + ".");
    }
    boolean http = "http".equalsIgnoreCase(endpoint.getScheme());
    if (endpoint.getHost() == null
        || endpoint.getRawUserInfo() != null
        || !(http || "https".equalsIgnoreCase(endpoint.getScheme()))) {
      throw new IllegalArgumentException(
          "The endpoint must be an address such as https://s3.example.com.");
    }
    if (bucket.equals(endpoint.getPath().replace("/", ""))) {
      throw new IllegalArgumentException(
          "The endpoint ends with the bucket's name, which stands before the '?'. Leave it out:"
              + " endpoint="
              + endpoint.getScheme()
              + "://"
              + endpoint.getRawAuthority());
    }
    if (http && !allowHttp && !isLoopback(endpoint.getHost())) {
      throw new IllegalArgumentException(
          "The endpoint is plain http on another machine: the network could read your credentials'"
              + " signatures and see what you send. Use https, or add --allow-http if you trust the"
              + " network.");
    }
    return endpoint;
  }

  private static boolean isLoopback(String host) {
    // By name only: resolving a host name would be a request before consent.
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  private static Folder folder(URI uri) {
    Map<String, String> query = query(uri, Set.of("prefix"));
    if (uri.getRawAuthority() != null || uri.getPath() == null || uri.getPath().length() < 2) {
      throw new IllegalArgumentException(
          "A folder's URL has three slashes and an absolute path: file:///mnt/nas/folder");
    }
    Path root = Path.of(URI.create("file://" + uri.getRawPath())).toAbsolutePath().normalize();
    return new Folder(root, prefix(query.getOrDefault("prefix", "")));
  }

  private static String prefix(@Nullable String path) {
    String prefix = path == null ? "" : path.replaceAll("^/+|/+$", "");
    if (prefix.isEmpty()) {
      return DEFAULT_PREFIX;
    }
    for (String part : prefix.split("/", -1)) {
      if (!part.matches("[A-Za-z0-9._-]+") || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException(
            "The URL's prefix may have letters, digits, dots, dashes, underscores and slashes.");
      }
    }
    return prefix;
  }

  private static Map<String, String> query(URI uri, Set<String> known) {
    Map<String, String> query = new LinkedHashMap<>();
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("A bucket URL has no '#'. " + HOW);
    }
    if (uri.getRawQuery() == null) {
      return query;
    }
    for (String pair : uri.getRawQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!known.contains(name) || equals < 0 || equals == pair.length() - 1) {
        // Only the name is quoted: the value may be a secret.
        throw new IllegalArgumentException(
            "The bucket URL accepts "
                + String.join(", ", known.stream().sorted().toList())
                + " after the '?', each with a value; not "
                + name
                + ".");
      }
      query.put(name, URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }
}
