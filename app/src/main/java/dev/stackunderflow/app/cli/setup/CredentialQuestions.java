package dev.stackunderflow.app.cli.setup;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.setup.Dialog.GoBack;
import dev.stackunderflow.app.cli.setup.PlaceQuestions.Place;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.sync.SetupCheck;
import dev.stackunderflow.sync.api.BucketTrial;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks where the bucket's credentials are, and tries them on the bucket. */
final class CredentialQuestions {

  /** The AWS profile that typed keys are stored under. */
  static final String PROFILE = "stackunderflow";

  private static final String ID = "AWS_ACCESS_KEY_ID";
  private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final Dialog dialog;
  private final Context context;
  private final Place place;

  CredentialQuestions(Dialog dialog, Context context, Place place) {
    this.dialog = dialog;
    this.context = context;
    this.place = place;
  }

  /**
   * What the bucket was tried with.
   *
   * @param profile the AWS profile that has the credentials; null for the environment and the
   *     default chain
   * @param trial what they allow
   */
  record Access(@Nullable String profile, BucketTrial trial) {}

  private enum Source {
    VARIABLES("the variables " + ID + " and " + SECRET + ", which are set"),
    TYPE("an access key that you type now; it is stored as a profile in ~/.aws/credentials"),
    PROFILE("a profile of ~/.aws"),
    CHAIN("what the AWS tools find by themselves (SSO, roles)");

    private final String title;

    Source(String title) {
      this.title = title;
    }
  }

  /**
   * Tries the folder, or asks for credentials until the bucket accepts them.
   *
   * @return the credentials; with a failure if not they are the cause, but the place
   */
  Access ask() throws UsageException, IOException, SyncException, GoBack {
    if (place.isFolder()) {
      return new Access(null, trial(check(), null));
    }
    while (true) {
      Source source = dialog.choose("Where are the bucket's credentials?", sources(), s -> s.title);
      try {
        Access access =
            switch (source) {
              case VARIABLES, CHAIN -> new Access(null, trial(check(), null));
              case PROFILE -> profile();
              case TYPE -> typed();
            };
        if (!access.trial().isKeyRefused()) {
          return access;
        }
      } catch (GoBack e) {
        // asked again
      }
    }
  }

  private List<Source> sources() throws IOException {
    List<Source> sources = new ArrayList<>();
    if (isSet(ID) && isSet(SECRET)) {
      sources.add(Source.VARIABLES);
    }
    sources.add(Source.TYPE);
    if (!check().profiles().isEmpty()) {
      sources.add(Source.PROFILE);
    }
    if (!place.url().contains("endpoint=")) {
      sources.add(Source.CHAIN);
    }
    return sources;
  }

  private boolean isSet(String variable) {
    return !context.env().getOrDefault(variable, "").isBlank();
  }

  private Access profile() throws UsageException, SyncException, IOException, GoBack {
    List<String> names = check().profiles();
    String name = dialog.choose("Which profile?", names, n -> n);
    return new Access(name, trial(check(), name));
  }

  /** Asks for an access key, tries it, and stores it only if it works. */
  private Access typed() throws UsageException, SyncException, IOException, GoBack {
    String id = dialog.ask("Access key id", null, CredentialQuestions::keyId);
    String secret = dialog.secret("Secret access key", typed -> typed);
    Map<String, String> env = new HashMap<>(context.env());
    env.put(ID, id);
    env.put(SECRET, secret);
    env.remove("AWS_SESSION_TOKEN");
    BucketTrial trial = trial(new SetupCheck(env, new SecureRandom()), null);
    if (!trial.isUsable()) {
      return new Access(null, trial);
    }
    List<String> taken = check().profiles();
    String name = PROFILE;
    for (int i = 2; taken.contains(name); i++) {
      name = PROFILE + "-" + i;
    }
    dialog.say("  Stored as the profile " + name + " in " + check().addProfile(name, id, secret));
    return new Access(name, trial);
  }

  private static String keyId(String typed) throws Dialog.BadAnswer {
    if (!typed.matches("\\S+")) {
      throw new Dialog.BadAnswer("Type the access key's id, one word; < goes back, Ctrl-C stops.");
    }
    if (typed.matches("ASIA[A-Z0-9]{16}")) {
      throw new Dialog.BadAnswer(
          "This key is temporary and needs a session token. Type the id of a permanent key; or go"
              + " back with <, and take a profile or variables that have the token.");
    }
    return typed;
  }

  /** Tries the bucket; once more where it says that it is in another region. */
  private BucketTrial trial(SetupCheck check, @Nullable String profile) throws SyncException {
    BucketTrial trial = check.trial(place.url(), profile, place.allowHttp());
    String elsewhere = trial.urlInItsRegion();
    if (elsewhere != null) {
      dialog.say("  It is in another region: using " + elsewhere);
      trial = check.trial(elsewhere, profile, place.allowHttp());
    }
    describe(trial);
    return trial;
  }

  /** Says what worked, and what to know about the bucket. */
  private void describe(BucketTrial trial) {
    if (!trial.worked().isEmpty()) {
      dialog.say("  Works: " + String.join(", ", trial.worked()) + ".");
    }
    skew(trial);
    SyncException failure = trial.failure();
    if (failure != null) {
      dialog.say("  " + failure.getMessage());
      return;
    }
    if (!trial.canDelete()) {
      dialog.say(
          "  Deleting is not allowed: sync works, but forget, prune and rotate leave objects behind.");
    }
    dialog.say(
        trial.conditionalWrites()
            ? "  Conditional writes: supported."
            : "  Conditional writes: not supported; heads are read back after each push instead.");
  }

  private void skew(BucketTrial trial) {
    Duration skew = trial.clockSkew();
    if (skew != null && skew.abs().compareTo(SKEW) > 0) {
      dialog.say(
          "  This machine's clock differs from the provider's by "
              + TimeFormat.duration(skew.abs())
              + ". Set it before the provider refuses it.");
    }
  }

  private SetupCheck check() {
    return context.setupCheck();
  }
}
