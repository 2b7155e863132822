package dev.stackunderflow.app.cli.setup;

import org.jspecify.annotations.Nullable;

/** Where a vault can be, as the first question lists it. */
enum Provider {
  AWS("AWS S3"),
  R2("Cloudflare R2"),
  B2("Backblaze B2"),
  MINIO("MinIO"),
  OTHER("another S3-compatible service"),
  FOLDER("a folder, such as a mounted NAS drive");

  private static final String REGION = "[a-z]{2}(-[a-z0-9]+)+";

  private final String title;

  Provider(String title) {
    this.title = title;
  }

  /** Its name in the list. */
  String title() {
    return title;
  }

  /** The question for what leads to the endpoint; null where there is none. */
  @Nullable String addressQuestion() {
    return switch (this) {
      case AWS -> "Region, such as eu-central-1";
      case R2 -> "Account id, or the S3 API address that the dashboard shows";
      case B2 -> "Region or endpoint of the bucket, such as eu-central-003";
      case MINIO, OTHER -> "Endpoint, such as https://s3.example.com:9000";
      case FOLDER -> null;
    };
  }

  /**
   * The query of the bucket's URL.
   *
   * @param address the answer to {@link #addressQuestion}
   * @return such as {@code ?endpoint=https://…}
   * @throws Dialog.BadAnswer if it is not what was asked for
   */
  String query(String address) throws Dialog.BadAnswer {
    return switch (this) {
      case AWS -> "?region=" + region(address, "eu-central-1");
      case R2 ->
          "?endpoint="
              + (address.matches("[0-9a-fA-F]{32}")
                  ? "https://" + address + ".r2.cloudflarestorage.com"
                  : endpoint(address))
              + "&region=auto";
      case B2 ->
          "?endpoint="
              + (address.contains(".")
                  ? endpoint(address)
                  : "https://s3." + region(address, "eu-central-003") + ".backblazeb2.com");
      case MINIO, OTHER, FOLDER -> "?endpoint=" + endpoint(address);
    };
  }

  private static String region(String text, String example) throws Dialog.BadAnswer {
    if (!text.matches(REGION)) {
      throw new Dialog.BadAnswer("A region looks like " + example + ".");
    }
    return text;
  }

  /**
   * The address, without a path of one part: people copy it with the bucket's name behind it. A
   * longer path belongs to the address.
   */
  private static String endpoint(String text) throws Dialog.BadAnswer {
    String address = text.contains("://") ? text : "https://" + text;
    if (!address.matches("https?://[A-Za-z0-9.\\[\\]:-]+(/.*)?") || !address.matches(".*[.:].*")) {
      throw new Dialog.BadAnswer("An endpoint looks like https://s3.example.com.");
    }
    return address.replaceFirst("/+$", "").replaceFirst("^(https?://[^/]+)/[^/]*$", "$1");
  }
}
