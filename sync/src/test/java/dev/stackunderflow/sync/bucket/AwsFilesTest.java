package dev.stackunderflow.sync.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsFilesTest {

  @TempDir private Path home;

  private Map<String, String> env() {
    return Map.of("HOME", home.toString());
  }

  @Test
  void profilesOfBothFilesAreListed() throws Exception {
    assertThat(AwsFiles.profiles(env())).isEmpty();
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(
        home.resolve(".aws/config"), "[default]\nregion=x\n[ profile work ]\n# [profile no]\n");
    Files.writeString(home.resolve(".aws/credentials"), "[r2]\naws_access_key_id = a[b]\n[work]");
    assertThat(AwsFiles.profiles(env())).containsExactly("default", "r2", "work");
  }

  @Test
  void aProfileIsAddedBehindWhatIsThere() throws Exception {
    Path file = AwsFiles.add(env(), "one", "id1", "secret1");
    Files.writeString(file, Files.readString(file).stripTrailing());
    AwsFiles.add(env(), "two", "id2", "secret2");
    assertThat(file)
        .hasContent(
            """
            [one]
            aws_access_key_id = id1
            aws_secret_access_key = secret1

            [two]
            aws_access_key_id = id2
            aws_secret_access_key = secret2
            """);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var found = S3Credentials.find(new BucketOptions("two", false), env()).resolveCredentials();
    assertThat(found.accessKeyId()).isEqualTo("id2");
    assertThat(found.secretAccessKey()).isEqualTo("secret2");
  }

  @Test
  void aFileElsewhereIsUsedAndALinkStays() throws Exception {
    Path real = Files.writeString(home.resolve("dotfiles"), "");
    Path link = Files.createSymbolicLink(home.resolve("link"), real);
    var elsewhere = Map.of("HOME", home.toString(), "AWS_SHARED_CREDENTIALS_FILE", "~/link");
    AwsFiles.add(elsewhere, "one", "id", "secret");
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(real)).startsWith("[one]");
    assertThat(AwsFiles.profiles(elsewhere)).containsExactly("one");
  }
}
