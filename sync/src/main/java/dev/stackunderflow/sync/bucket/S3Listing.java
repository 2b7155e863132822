package dev.stackunderflow.sync.bucket;

import dev.stackunderflow.sync.bucket.Bucket.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists objects page by page, and refuses a list that is not complete: some providers say that
 * there is more and give no way to get it, and some give a continuation token that leads nowhere.
 */
final class S3Listing {

  /** No vault has more objects; a list that does not end is refused here. */
  static final int MAX_ENTRIES = 2_000_000;

  /** Differs from the tag of every object, so that an object listed without one is read again. */
  private static final String NO_ETAG = "not listed";

  private final S3Client client;
  private final BucketUrl.S3 url;
  private final S3Errors errors;

  S3Listing(S3Client client, BucketUrl.S3 url, S3Errors errors) {
    this.client = client;
    this.url = url;
    this.errors = errors;
  }

  /**
   * Lists every object whose name begins with the prefix.
   *
   * @param prefix the whole prefix, that of the URL included
   * @param maxEntries the most entries that are accepted
   * @return the objects, named relative to the prefix of the URL
   * @throws BucketException if the list is not complete or the answer is not a list
   */
  List<Entry> all(String prefix, int maxEntries) throws BucketException {
    List<Entry> entries = new ArrayList<>();
    ListObjectsV2Response page = page(prefix, null, null);
    String last = add(entries, page, "");
    while (page.isTruncated()) {
      String token = page.nextContinuationToken();
      if (token == null || token.isEmpty()) {
        throw errors.incompleteList("it says that there is more, and not where");
      }
      page = page(prefix, token, null);
      if (page.contents().isEmpty()) {
        // A token that leads nowhere, or the rest was deleted just now: ask by name instead.
        page = page(prefix, null, last);
      }
      String next = add(entries, page, last);
      if (page.isTruncated() && next.equals(last)) {
        throw errors.incompleteList("a page repeats the one before it");
      }
      Bucket.requireAtMost(maxEntries, entries.size(), prefix);
      last = next;
    }
    Bucket.requireAtMost(maxEntries, entries.size(), prefix);
    return entries;
  }

  private ListObjectsV2Response page(
      String prefix, @Nullable String token, @Nullable String startAfter) throws BucketException {
    ListObjectsV2Response page =
        client.listObjectsV2(
            ListObjectsV2Request.builder()
                .bucket(url.bucket())
                .prefix(prefix)
                .continuationToken(token)
                .startAfter(startAfter)
                .build());
    if (page.isTruncated() == null) {
      throw errors.notS3("a list without its end");
    }
    return page;
  }

  /** Adds what is behind the last name, and returns the last name now. */
  private String add(List<Entry> entries, ListObjectsV2Response page, String last) {
    String latest = last;
    String ours = url.prefix() + "/";
    for (S3Object object : page.contents()) {
      String key = object.key();
      if (key == null || !key.startsWith(ours)) {
        continue; // nobody asked for it
      }
      if (key.compareTo(last) > 0) {
        String etag = object.eTag();
        entries.add(
            new Entry(
                key.substring(ours.length()),
                etag == null ? NO_ETAG : S3Bucket.unquoted(etag),
                object.size() == null ? 0 : object.size()));
        latest = key.compareTo(latest) > 0 ? key : latest;
      }
    }
    return latest;
  }
}
