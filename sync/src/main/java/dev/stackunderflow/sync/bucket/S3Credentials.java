package dev.stackunderflow.sync.bucket;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;

/** Finds the credentials for a bucket: a profile, the environment, or the SDK's default chain. */
final class S3Credentials {

  private S3Credentials() {}

  /**
   * The credentials, resolved once, so that missing ones are not reported as a dead network.
   *
   * @param options the AWS profile, if one was named
   * @param env the process environment
   * @throws BucketException if there are none
   */
  static AwsCredentialsProvider find(BucketOptions options, Map<String, String> env)
      throws BucketException {
    AwsCredentialsProvider credentials = provider(options, env);
    try {
      credentials.resolveCredentials();
      return credentials;
    } catch (SdkException | IllegalStateException e) {
      throw new BucketException(
          BucketException.Kind.DENIED,
          options.profile() == null
              ? "No credentials for the bucket were found. Set AWS_ACCESS_KEY_ID and"
                  + " AWS_SECRET_ACCESS_KEY, or name a profile of ~/.aws/config with --profile."
              : "The profile "
                  + options.profile()
                  + " gives no credentials. Check ~/.aws/credentials and ~/.aws/config; for SSO run: aws sso login"
                  + " --profile "
                  + options.profile(),
          e);
    }
  }

  /** The files of the AWS tools, where this environment has them. */
  private static ProfileFile profiles(Map<String, String> env) {
    ProfileFile.Aggregator files = ProfileFile.aggregator();
    Path credentials = AwsFiles.credentials(env);
    if (Files.isRegularFile(credentials)) {
      files.addFile(
          ProfileFile.builder().content(credentials).type(ProfileFile.Type.CREDENTIALS).build());
    }
    Path config = AwsFiles.config(env);
    if (Files.isRegularFile(config)) {
      files.addFile(
          ProfileFile.builder().content(config).type(ProfileFile.Type.CONFIGURATION).build());
    }
    return files.build();
  }

  private static AwsCredentialsProvider provider(BucketOptions options, Map<String, String> env) {
    if (options.profile() != null) {
      return ProfileCredentialsProvider.builder()
          .profileFile(profiles(env))
          .profileName(options.profile())
          .build();
    }
    String id = env.get("AWS_ACCESS_KEY_ID");
    String secret = env.get("AWS_SECRET_ACCESS_KEY");
    String session = env.get("AWS_SESSION_TOKEN");
    if (id != null && secret != null && !id.isBlank() && !secret.isBlank()) {
      return StaticCredentialsProvider.create(
          session == null || session.isBlank()
              ? AwsBasicCredentials.create(id, secret)
              : AwsSessionCredentials.create(id, secret, session));
    }
    return DefaultCredentialsProvider.builder().build();
  }
}
