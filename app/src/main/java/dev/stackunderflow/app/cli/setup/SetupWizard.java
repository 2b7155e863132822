package dev.stackunderflow.app.cli.setup;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.setup.CredentialQuestions.Access;
import dev.stackunderflow.app.cli.setup.Dialog.GoBack;
import dev.stackunderflow.app.cli.setup.PlaceQuestions.Place;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.core.file.ShellText;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what {@code sync init} needs and was not given as an option, and tests each answer. This
 * device is set up only afterwards, with the options that the answers amount to.
 */
public final class SetupWizard {

  private static final String STOPPED =
      "Stopped. Sync is not set up here; run 'stackunderflow sync init' to begin again.";

  private final Context context;
  private final Dialog dialog;

  /**
   * Creates one.
   *
   * @param context its terminal must be interactive
   */
  public SetupWizard(Context context) {
    this.context = context;
    this.dialog = new Dialog(context);
  }

  /**
   * What the command line said already.
   *
   * @param bucketUrl the bucket's URL; null to ask
   * @param keySource where the key is; null to ask
   * @param label this device's name; null to ask
   * @param profile the AWS profile; null to ask
   * @param allowHttp whether plain http to another machine is allowed
   */
  public record Given(
      @Nullable String bucketUrl,
      @Nullable String keySource,
      @Nullable String label,
      @Nullable String profile,
      boolean allowHttp) {}

  /**
   * Asks.
   *
   * @return the options of a {@code sync init} that does what was answered
   * @throws UsageException if the user stops, or an option is not usable
   * @throws SyncException if an option leads to a bucket that cannot be used
   */
  public InitOptions ask(Given given) throws UsageException, SyncException, IOException {
    try (var _ = new LastWords(context, STOPPED)) {
      return options(given);
    }
  }

  private InitOptions options(Given given) throws UsageException, SyncException, IOException {
    dialog.say("Your machines share one encrypted vault, in a bucket or folder of yours.");
    dialog.say(
        "Each answer is tested. To go back, type < instead of an answer. To stop, press Ctrl-C: sync"
            + " is set up at the end only.");
    while (true) {
      try {
        Place place = place(given);
        InitOptions options = optionsAt(given, place);
        dialog.say("");
        dialog.say("With options, that is:");
        dialog.say("  " + command(options));
        dialog.say("");
        return options;
      } catch (GoBack e) {
        // asked again
      }
    }
  }

  private InitOptions optionsAt(Given given, Place place)
      throws UsageException, SyncException, IOException, GoBack {
    while (true) {
      Access access = access(given, place);
      try {
        return optionsWith(given, access, place.allowHttp());
      } catch (GoBack e) {
        if (place.isFolder() || given.profile() != null) {
          throw e; // there was no question
        }
      }
    }
  }

  private InitOptions optionsWith(Given given, Access access, boolean allowHttp)
      throws UsageException, IOException, GoBack {
    String fingerprint = access.trial().keyFingerprint();
    while (true) {
      String keySource = new KeyQuestions(dialog, context).ask(fingerprint, given.keySource());
      try {
        return new InitOptions(
            access.trial().url(), keySource, label(given), access.profile(), allowHttp, null);
      } catch (GoBack e) {
        if (given.keySource() != null) {
          throw e;
        }
      }
    }
  }

  private @Nullable String label(Given given) throws UsageException, GoBack {
    if (given.label() != null) {
      return given.label();
    }
    dialog.say("");
    String host = context.setupCheck().machineName();
    String typed = dialog.ask("This machine's name", host, answer -> answer);
    return typed.equals(host) ? null : typed;
  }

  private static String command(InitOptions options) {
    var command = new StringBuilder("stackunderflow sync init");
    add(command, "--bucket", options.bucketUrl());
    String source = options.keySource();
    String place = source.substring(source.indexOf(':') + 1);
    switch (source.substring(0, source.indexOf(':'))) {
      case "env" -> add(command, "--key-from-env", place);
      case "file" -> add(command, "--key-file", place);
      default -> add(command, "--key-from-keychain", place);
    }
    add(command, "--profile", options.profile());
    add(command, "--label", options.label());
    return command + (options.allowHttp() ? " --allow-http" : "");
  }

  private static void add(StringBuilder command, String option, @Nullable String value) {
    if (value != null) {
      command.append(' ').append(option).append(' ').append(ShellText.quoted(value));
    }
  }

  private Place place(Given given) throws UsageException, SyncException, GoBack {
    String url = given.bucketUrl();
    PlaceQuestions questions = new PlaceQuestions(dialog, context.setupCheck(), context.env());
    if (url == null) {
      return questions.ask();
    }
    var place = new Place(context.setupCheck().url(url, given.allowHttp()), given.allowHttp());
    dialog.say("");
    dialog.say("The bucket: " + place.url());
    return place.isFolder()
        ? place
        : questions
            .answering(place.url(), place.allowHttp())
            .orElseThrow(() -> new UsageException("Nothing was set up. Check the --bucket URL."));
  }

  /**
   * Credentials that work at the place.
   *
   * @throws GoBack if the place cannot be used, and another one can be asked for
   */
  private Access access(Given given, Place place)
      throws UsageException, SyncException, IOException, GoBack {
    Access access =
        given.profile() == null
            ? new CredentialQuestions(dialog, context, place).ask()
            : new Access(
                given.profile(),
                context.setupCheck().trial(place.url(), given.profile(), place.allowHttp()));
    SyncException failure = access.trial().failure();
    if (failure == null) {
      return access;
    }
    if (given.bucketUrl() != null || given.profile() != null) {
      throw failure;
    }
    throw new GoBack(); // its reason was said
  }
}
