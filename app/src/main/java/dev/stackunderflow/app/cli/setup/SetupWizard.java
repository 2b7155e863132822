package dev.stackunderflow.app.cli.setup;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.setup.CredentialQuestions.Access;
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
    dialog.say("Your machines share one encrypted vault, in a bucket or folder of yours.");
    dialog.say("Each answer is tested. To stop, press Ctrl-C: sync is set up at the end only.");
    Place place = place(given);
    Access access = access(given, place);
    String keySource =
        new KeyQuestions(dialog, context).ask(access.trial().keyFingerprint(), given.keySource());
    String label = given.label();
    if (label == null) {
      dialog.say("");
      String typed = dialog.ask("This machine's name", "the host's", answer -> answer);
      label = typed.equals("the host's") ? null : typed;
    }
    var options =
        new InitOptions(place.url(), keySource, label, access.profile(), place.allowHttp(), null);
    dialog.say("");
    dialog.say("With options, that is:");
    dialog.say("  " + command(options));
    dialog.say("");
    return options;
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

  private Place place(Given given) throws UsageException, SyncException {
    String url = given.bucketUrl();
    PlaceQuestions questions = new PlaceQuestions(dialog, context.setupCheck(), context.env());
    if (url == null) {
      return questions.ask();
    }
    var place = new Place(context.setupCheck().url(url, given.allowHttp()), given.allowHttp());
    dialog.say("");
    dialog.say("The bucket: " + place.url());
    if (!place.isFolder()) {
      if (!questions.answers(place.url(), place.allowHttp())) {
        throw new UsageException("Nothing was set up. Check the --bucket URL.");
      }
    }
    return place;
  }

  private Access access(Given given, Place place)
      throws UsageException, SyncException, IOException {
    if (given.profile() == null) {
      return new CredentialQuestions(dialog, context, place).ask();
    }
    var trial = context.setupCheck().trial(place.url(), given.profile(), place.allowHttp());
    if (trial.failure() != null) {
      throw trial.failure();
    }
    return new Access(given.profile(), trial);
  }
}
