package dev.stackunderflow.sync;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.api.BucketTrial;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.AwsFiles;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.bucket.BucketOptions;
import dev.stackunderflow.sync.bucket.BucketProbe;
import dev.stackunderflow.sync.bucket.BucketUrl;
import dev.stackunderflow.sync.bucket.Buckets;
import dev.stackunderflow.sync.engine.vault.BucketFailures;
import dev.stackunderflow.sync.engine.vault.HostName;
import dev.stackunderflow.sync.engine.vault.KeyLoader;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.key.KeyFormatException;
import dev.stackunderflow.sync.key.KeySource;
import dev.stackunderflow.sync.key.KeyUnavailableException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.wire.VaultObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tests the parts of a setup one by one: an address, a bucket, a key. Nothing of this device's
 * state is changed; a tested bucket gets one small object, which is deleted again.
 */
public final class SetupCheck {

  private final Map<String, String> env;
  private final SecureRandom random;

  /**
   * Opens nothing.
   *
   * @param env the process environment, with the bucket's credentials
   * @param random for the name of the object that is written
   */
  public SetupCheck(Map<String, String> env, SecureRandom random) {
    this.env = env;
    this.random = random;
  }

  /**
   * Checks the form of a bucket's URL, and that a folder exists. Makes no request.
   *
   * @return the URL with its defaults filled in
   * @throws SyncException.Usage with words for the user
   */
  public String url(String text, boolean allowHttp) throws SyncException {
    BucketUrl url = parse(text, allowHttp);
    if (url instanceof BucketUrl.Folder folder) {
      if (!Files.isDirectory(folder.root())) {
        throw new SyncException.Usage(
            "There is no folder " + folder.root() + ". Create it, or mount the drive, first.");
      }
      if (!Files.isWritable(folder.root())) {
        throw new SyncException.Usage(
            "You cannot write to the folder "
                + folder.root()
                + ". Change its owner or its rights, or choose another folder.");
      }
    }
    return url.toString();
  }

  /**
   * What a bucket's address answers.
   *
   * @param url the bucket's URL, with the region that the provider names if it is in another one
   * @param isPublic whether anyone can list the bucket
   */
  public record Answer(String url, boolean isPublic) {}

  /**
   * Asks a bucket's address for an answer, without credentials.
   *
   * @throws SyncException if there is no answer, no such bucket, or no S3
   */
  public Answer answer(String text, boolean allowHttp) throws SyncException {
    BucketUrl url = parse(text, allowHttp);
    try {
      return new Answer(
          url.toString(), url instanceof BucketUrl.S3 s3 && Buckets.isPublic(s3, env));
    } catch (BucketException e) {
      String elsewhere = inItsRegion(url, e);
      if (elsewhere == null) {
        throw BucketFailures.of(e);
      }
      return new Answer(elsewhere, false);
    }
  }

  /** The URL with the region that the provider named; null where it named none, or this one. */
  private static @Nullable String inItsRegion(BucketUrl url, BucketException e) {
    return url instanceof BucketUrl.S3 s3
        ? e.region()
            .filter(region -> !region.equals(s3.region()))
            .map(region -> s3.in(region).toString())
            .orElse(null)
        : null;
  }

  /**
   * Lists a bucket, and writes, reads and deletes an object in it.
   *
   * @param profile the AWS profile to take credentials from; null for the default chain
   * @return what worked, and the failure if one occurred
   * @throws SyncException.Usage if the URL is not valid
   */
  public BucketTrial trial(String text, @Nullable String profile, boolean allowHttp)
      throws SyncException {
    BucketUrl url = parse(text, allowHttp);
    List<String> worked = new ArrayList<>();
    Bucket opened;
    try {
      opened = Buckets.open(url, new BucketOptions(profile, allowHttp), env);
    } catch (BucketException e) {
      return new BucketTrial(
          url.toString(),
          worked,
          false,
          null,
          null,
          BucketFailures.of(e),
          e.kind() == BucketException.Kind.DENIED,
          null);
    }
    try (Bucket bucket = opened) {
      return trial(url, bucket, worked);
    }
  }

  private BucketTrial trial(BucketUrl url, Bucket bucket, List<String> worked) {
    boolean conditional = false;
    String fingerprint = null;
    SyncException failure = null;
    boolean isKeyRefused = false;
    String elsewhere = null;
    try {
      BucketProbe.Probe probe = BucketProbe.probe(bucket, random, worked::add);
      if (probe.canDelete()) {
        worked.add("delete");
      }
      conditional = probe.conditionalReplace().areSupported();
      fingerprint = VaultReader.find(bucket).map(VaultObject::keyFingerprint).orElse(null);
    } catch (BucketException e) {
      failure = BucketFailures.of(e);
      isKeyRefused = e.kind() == BucketException.Kind.DENIED;
      elsewhere = inItsRegion(url, e);
    } catch (SyncException e) {
      failure = e;
    }
    return new BucketTrial(
        url.toString(),
        worked,
        conditional,
        fingerprint,
        bucket.clockSkew().orElse(null),
        failure,
        isKeyRefused,
        elsewhere);
  }

  /**
   * The same for the bucket that a device syncs with.
   *
   * @return empty where sync is not set up
   */
  public Optional<BucketTrial> trial(Home home) throws SyncException, IOException {
    Optional<DeviceFile> device = DeviceFile.read(home);
    return device.isEmpty()
        ? Optional.empty()
        : Optional.of(
            trial(device.get().bucketUrl(), device.get().profile(), device.get().allowHttp()));
  }

  /**
   * Loads the key that a device needs.
   *
   * @throws SyncException.WrongKey if it is not there, with the reason
   */
  public void requireKey(String keySource, String fingerprint) throws SyncException {
    KeyLoader.load(keySource, env, fingerprint);
  }

  /** Whether a key source holds a key. */
  public boolean hasKey(String keySource) throws SyncException {
    return !KeyLoader.find(keySource, env).isEmpty();
  }

  /**
   * Stores a key that the user typed.
   *
   * @param keySource a file or a keychain entry without a key
   * @param secret the key
   * @param fingerprint the fingerprint that it must have
   * @throws SyncException.WrongKey if it is another key or none, or cannot be stored there
   */
  public void storeKey(String keySource, String secret, String fingerprint) throws SyncException {
    try {
      VaultKey key = VaultKey.parse(secret);
      KeyLoader.require(key, fingerprint);
      KeySource.parse(keySource).store(key);
    } catch (KeyFormatException | KeyUnavailableException e) {
      throw new SyncException.WrongKey(e.getMessage());
    }
  }

  /** The name that this device gets if no other is given. */
  public String machineName() {
    return HostName.find(env);
  }

  /** The names of the AWS profiles of this user, sorted. */
  public List<String> profiles() throws IOException {
    return AwsFiles.profiles(env);
  }

  /**
   * Adds an AWS profile.
   *
   * @param name a name that no profile has yet
   * @return the file that holds it now, with mode 0600
   */
  public Path addProfile(String name, String accessKeyId, String secret) throws IOException {
    return AwsFiles.add(env, name, accessKeyId, secret);
  }

  private static BucketUrl parse(String text, boolean allowHttp) throws SyncException {
    try {
      return BucketUrl.parse(text, allowHttp);
    } catch (IllegalArgumentException e) {
      throw new SyncException.Usage(e.getMessage());
    }
  }
}
