package dev.stackunderflow.sync.wire.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.store.Folder;
import dev.stackunderflow.sync.wire.Head.Places;
import dev.stackunderflow.sync.wire.WireException;
import java.util.ArrayList;
import java.util.List;

/** The fields of a head that say where the device's projects are; a head may lack them. */
final class PlacesCodec {

  private static final String HOME = "home";
  private static final String FOLDERS = "folders";
  private static final String PATH = "path";
  private static final String REMOTE = "remote";
  private static final String WITHIN = "within";
  private static final String LINKED = "linked";

  private PlacesCodec() {}

  static void write(Places places, ObjectNode head) {
    if (!places.home().isEmpty()) {
      head.put(HOME, places.home());
    }
    ArrayNode folders = head.putArray(FOLDERS);
    for (Folder folder : places.folders()) {
      ObjectNode one = folders.addObject();
      one.put(PATH, folder.path());
      one.put(REMOTE, folder.remote());
      if (!folder.within().isEmpty()) {
        one.put(WITHIN, folder.within());
      }
      if (folder.isLinked()) {
        one.put(LINKED, 1);
      }
    }
  }

  static Places read(Fields head) throws WireException {
    List<Folder> folders = new ArrayList<>();
    if (head.has(FOLDERS)) {
      for (Fields one : head.array(FOLDERS)) {
        if (folders.size() == Places.MAX_FOLDERS) {
          throw head.odd(FOLDERS);
        }
        folders.add(
            new Folder(
                one.text(PATH, Places.MAX_PATH),
                one.matching(REMOTE, Places.MAX_REMOTE, PlacesCodec::isName),
                one.has(WITHIN) ? one.text(WITHIN, Places.MAX_PATH) : "",
                one.has(LINKED) && one.number(LINKED) == 1));
      }
    }
    return new Places(head.has(HOME) ? head.text(HOME, Places.MAX_PATH) : "", folders);
  }

  /** It is shown as a project's name, and may be none that a folder or a slug has. */
  private static boolean isName(String remote) {
    return remote.indexOf('/') > 0 && remote.chars().noneMatch(c -> c <= ' ' || c == 0x7f);
  }
}
