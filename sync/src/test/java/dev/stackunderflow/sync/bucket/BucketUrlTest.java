package dev.stackunderflow.sync.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketUrlTest {

  private static BucketUrl.S3 s3(String url) {
    return (BucketUrl.S3) BucketUrl.parse(url, false);
  }

  @Test
  void bucketAloneGetsTheDefaults() {
    assertThat(s3("s3://my-bucket"))
        .isEqualTo(new BucketUrl.S3("my-bucket", "stackunderflow-sync", null, null, null));
    assertThat(s3("s3://my-bucket").usesPathStyle()).isFalse();
    assertThat(s3("s3://my-bucket").regionOrFromHost()).isNull();
  }

  @Test
  void allPartsAreRead() {
    BucketUrl.S3 url =
        s3("s3://b.1/x/y_z/?endpoint=https%3A%2F%2Fs3.example.com&region=auto&path-style=false");
    assertThat(url)
        .isEqualTo(
            new BucketUrl.S3("b.1", "x/y_z", URI.create("https://s3.example.com"), "auto", false));
    assertThat(url.usesPathStyle()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://my-bucket",
        "s3://my-bucket/a/b",
        "s3://my-bucket/a?region=eu-central-1",
        "s3://my-bucket?endpoint=https://s3.example.com:9000&path-style=true",
        "file:///mnt/nas",
        "file:///mnt/with%20space/x?prefix=a/b",
      })
  void canonicalFormReadsBackAsTheSameUrl(String text) {
    BucketUrl url = BucketUrl.parse(text, false);
    assertThat(BucketUrl.parse(url.toString(), false)).isEqualTo(url);
    assertThat(BucketUrl.parse(url.toString(), false)).hasToString(url.toString());
  }

  /** As they are typed: nobody knows how to write a blank in an address. */
  @ParameterizedTest
  @CsvSource({
    "file:///mnt/My NAS/a, file:///mnt/My%20NAS/a",
    "file:///mnt/zoë+1, file:///mnt/zo%C3%AB+1",
    "file:///mnt/My%20NAS/a, file:///mnt/My%20NAS/a",
    "file:///mnt/{a}|b?prefix=x, file:///mnt/%7Ba%7D%7Cb?prefix=x",
    "/mnt/My NAS, file:///mnt/My%20NAS",
    "/mnt/100%?, file:///mnt/100%25%3F",
    "/mnt/zoë#1, file:///mnt/zo%C3%AB%231",
  })
  void aFolderIsReadWithWhatItsNameHas(String typed, String url) {
    assertThat(BucketUrl.parse(typed, false)).hasToString(url);
  }

  @Test
  void schemeIgnoresCaseAndSpacesAndQuotesAroundAreDropped() {
    assertThat(BucketUrl.parse("  S3://my-bucket \n", false)).isEqualTo(s3("s3://my-bucket"));
    assertThat(BucketUrl.parse(" 's3://my-bucket ' ", false)).isEqualTo(s3("s3://my-bucket"));
    assertThat(BucketUrl.parse("\"s3://my-bucket\"", false)).isEqualTo(s3("s3://my-bucket"));
    assertThat(BucketUrl.parse("FILE:///mnt/nas", false))
        .isEqualTo(BucketUrl.parse("file:///mnt/nas", false));
  }

  @ParameterizedTest
  @CsvSource({
    "https://s3.us-west-004.backblazeb2.com, us-west-004",
    "https://s3.eu-central-1.amazonaws.com, eu-central-1",
    "https://s3-eu-west-1.amazonaws.com, eu-west-1",
    "https://account.r2.cloudflarestorage.com,",
    "https://s3.example.com,",
  })
  void regionComesFromTheHostIfItNamesOne(String endpoint, String region) {
    assertThat(s3("s3://bbb?endpoint=" + endpoint).regionOrFromHost()).isEqualTo(region);
    assertThat(s3("s3://bbb?region=xx-yy-9&endpoint=" + endpoint).regionOrFromHost())
        .isEqualTo("xx-yy-9");
  }

  @Test
  void endpointMeansPathStyleUnlessSaidOtherwise() {
    assertThat(s3("s3://bbb?endpoint=https://x.org").usesPathStyle()).isTrue();
    assertThat(s3("s3://bbb?endpoint=https://x.org&path-style=false").usesPathStyle()).isFalse();
    assertThat(s3("s3://bbb?path-style=true").usesPathStyle()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "my-bucket",
        "gs://my-bucket",
        "s3:my-bucket",
        "s3://",
        "s3:///prefix",
        "s3://b",
        "s3://-bucket",
        "s3://my bucket",
        "s3://my-bucket:443",
        "s3://my-bucket/a b",
        "s3://my-bucket/a//b",
        "s3://my-bucket/../b",
        "s3://my-bucket/./b",
        "s3://my-bucket/ü",
        "s3://my-bucket#part",
        "s3://my-bucket?",
        "s3://my-bucket?region",
        "s3://my-bucket?region=",
        "s3://my-bucket?regionn=x",
        "s3://my-bucket?prefix=x",
        "s3://my-bucket?endpoint=example.com",
        "s3://my-bucket?endpoint=ftp://example.com",
        "s3://my-bucket?endpoint=https://",
        "s3://my-bucket?endpoint=https://user:pw@example.com",
        "file://host/mnt/nas",
        "file:///",
        "file://",
        "file:///mnt/nas?region=x",
        "file:///mnt/nas?prefix=../x",
        "file:///mnt/nas#x",
      })
  void malformedUrlIsRejectedWithWords(String text) {
    assertThatThrownBy(() -> BucketUrl.parse(text, false))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeGreaterThan(20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://AKIAEXAMPLE:topsecret@my-bucket",
        "s3://my-bucket?secret=topsecret",
        "s3://my-bucket?endpoint=https://me:topsecret@example.com",
      })
  void credentialsInTheUrlAreRejectedAndNotRepeated(String text) {
    assertThatThrownBy(() -> BucketUrl.parse(text, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("topsecret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9000",
        "http://127.0.0.1",
        "http://127.9.9.9:1",
        "http://[::1]:9"
      })
  void plainHttpToThisMachineIsAllowed(String endpoint) {
    assertThat(s3("s3://bbb?endpoint=" + endpoint).endpoint()).isEqualTo(URI.create(endpoint));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://nas:9000",
        "http://10.0.0.1",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "HTTP://nas",
      })
  void plainHttpToAnotherMachineNeedsConsent(String endpoint) {
    assertThatThrownBy(() -> s3("s3://bbb?endpoint=" + endpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--allow-http");
    assertThat(BucketUrl.parse("s3://bbb?endpoint=" + endpoint, true))
        .isInstanceOf(BucketUrl.S3.class);
  }

  @Test
  void folderIsNormalizedAndHasADefaultPrefix() {
    assertThat(BucketUrl.parse("file:///mnt/./a/../nas/", false))
        .isEqualTo(new BucketUrl.Folder(Path.of("/mnt/nas"), "stackunderflow-sync"));
    assertThat(BucketUrl.parse("file:///mnt/nas?prefix=/team/one/", false))
        .isEqualTo(new BucketUrl.Folder(Path.of("/mnt/nas"), "team/one"));
    assertThat(BucketUrl.parse("file:///mnt/with%20space", false))
        .isEqualTo(new BucketUrl.Folder(Path.of("/mnt/with space"), "stackunderflow-sync"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://My-Bucket",
        "s3://my_bucket",
        "s3://ab",
        "s3://-bucket",
        "s3://bucket-",
        "s3://a..b",
        "s3://192.168.1.1",
        "s3://a123456789012345678901234567890123456789012345678901234567890123",
        "s3://b@d?endpoint=https://s3.example.com"
      })
  void bucketNameThatS3ForbidsIsNamedAsTheReason(String url) {
    assertThatThrownBy(() -> BucketUrl.parse(url, false))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .containsAnyOf("S3 does not allow the bucket name", "credentials");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3.example.com", "127.0.0.1:9000", "nas:9000"})
  void anEndpointWithoutItsSchemeIsToldWithIt(String endpoint) {
    assertThatThrownBy(() -> s3("s3://my-bucket?endpoint=" + endpoint))
        .hasMessageContaining("endpoint=https://" + endpoint);
  }

  @Test
  void otherProvidersMayAllowMoreNames() {
    String url = "s3://My_Bucket?endpoint=https://s3.example.com";
    assertThat(BucketUrl.parse(url, false).toString()).startsWith("s3://My_Bucket/");
  }
}
