package dev.stackunderflow.app.cli.setup;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.setup.Dialog.GoBack;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.SetupCheck;
import dev.stackunderflow.sync.api.SyncException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks where the vault is: the provider, its address, the bucket. */
final class PlaceQuestions {

  private final Dialog dialog;
  private final SetupCheck check;
  private final Map<String, String> env;

  PlaceQuestions(Dialog dialog, SetupCheck check, Map<String, String> env) {
    this.dialog = dialog;
    this.check = check;
    this.env = env;
  }

  /**
   * Where the vault is.
   *
   * @param url the bucket's URL with its defaults filled in
   * @param allowHttp whether plain http to another machine is allowed
   */
  record Place(String url, boolean allowHttp) {
    boolean isFolder() {
      return url.startsWith("file:");
    }
  }

  /** Asks until the place answers. */
  Place ask() throws UsageException, GoBack {
    while (true) {
      Provider provider =
          dialog.choose("Where should the vault be?", List.of(Provider.values()), Provider::title);
      try {
        if (provider == Provider.FOLDER) {
          return new Place(dialog.ask("Folder", null, this::folder), false);
        }
        return bucket(provider);
      } catch (GoBack e) {
        // asked again
      }
    }
  }

  private Place bucket(Provider provider) throws UsageException, GoBack {
    AtomicReference<@Nullable String> address = new AtomicReference<>();
    while (true) {
      // Where only the bucket's name was wrong, Enter keeps the address.
      String question = String.valueOf(provider.addressQuestion());
      String known = address.get();
      String query =
          dialog.ask(
              known == null ? question : question.replaceFirst(", such as .*", ""),
              known,
              typed -> {
                String made = provider.query(typed);
                address.set(typed);
                return made;
              });
      try {
        boolean allowHttp = isPlain(query) && allowsHttp();
        String url =
            dialog.ask("Bucket", null, bucket -> url("s3://" + name(bucket) + query, allowHttp));
        Optional<Place> place = answering(url, allowHttp);
        if (place.isPresent()) {
          return place.get();
        }
      } catch (GoBack e) {
        // asked again
      }
    }
  }

  private boolean allowsHttp() throws UsageException, GoBack {
    dialog.say(
        "That is plain http: the network sees what you send, encrypted, and your access key's id.");
    return dialog.yes("Allow it?", false);
  }

  private static boolean isPlain(String query) {
    return query.contains("endpoint=http://") && !isLocal(query);
  }

  private static boolean isLocal(String query) {
    return query.matches(".*://(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?(&.*)?");
  }

  /** The place, asked without credentials; says why if there is no such bucket. */
  Optional<Place> answering(String url, boolean allowHttp) {
    try {
      SetupCheck.Answer answer = check.answer(url, allowHttp);
      dialog.say(
          answer.isPublic()
              ? "  It answers. Anyone can list this bucket: what is in it is encrypted, but make the"
                  + " bucket private."
              : "  It answers.");
      if (!answer.url().equals(url)) {
        dialog.say("  It is in another region: using " + answer.url());
      }
      return Optional.of(new Place(answer.url(), allowHttp));
    } catch (SyncException e) {
      dialog.say("  " + e.getMessage());
      return Optional.empty();
    }
  }

  /** A bucket's name, also if its URL was typed. */
  private static String name(String typed) throws Dialog.BadAnswer {
    String name = typed.replaceFirst("^s3://", "").replaceFirst("/+$", "");
    if (!name.matches("[A-Za-z0-9._/-]+")) {
      throw new Dialog.BadAnswer(
          "Type the bucket's name, and /FOLDER behind it for a folder in it.");
    }
    return name;
  }

  private String folder(String typed) throws Dialog.BadAnswer {
    if (typed.isEmpty()) {
      throw new Dialog.BadAnswer("Type the path of a folder that all your machines can reach.");
    }
    if (typed.startsWith("file:")) {
      return url(typed, false);
    }
    Path folder = Home.path(typed, env);
    if (folder.equals(Home.userHome(env))) {
      throw new Dialog.BadAnswer(
          "That is your home folder. Type the path of a folder that only the vault is in.");
    }
    return url("file://" + folder.toUri().getRawPath(), false);
  }

  private String url(String url, boolean allowHttp) throws Dialog.BadAnswer {
    try {
      return check.url(url, allowHttp);
    } catch (SyncException e) {
      throw new Dialog.BadAnswer(e.getMessage());
    }
  }
}
