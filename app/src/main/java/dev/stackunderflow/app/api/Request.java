package dev.stackunderflow.app.api;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param name the text in place of the braces in the route's path
 * @param parameters the query's parameters
 * @param hasToken whether the client has the token
 */
record Request(String name, Map<String, String> parameters, boolean hasToken) {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 500;

  /**
   * Reads a query.
   *
   * @param query the raw query; null: none
   * @param known the route's parameters
   * @throws Problem if there is an unknown parameter, or one twice
   */
  static Map<String, String> parameters(@Nullable String query, Set<String> known) throws Problem {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String part : query.split("&")) {
      int equals = part.indexOf('=');
      String name = decode(equals < 0 ? part : part.substring(0, equals));
      if (!known.contains(name)) {
        throw new Problem(
            400,
            "usage",
            "Unknown parameter " + name + ". Known: " + String.join(", ", known) + ".");
      }
      if (parameters.put(name, equals < 0 ? "" : decode(part.substring(equals + 1))) != null) {
        throw new Problem(400, "usage", "The parameter " + name + " is there twice.");
      }
    }
    return parameters;
  }

  static String decode(String text) throws Problem {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Problem(400, "usage", "The query is not written as a URL's.");
    }
  }

  @Nullable String text(String parameter) {
    String text = parameters.get(parameter);
    return text == null || text.isBlank() ? null : text;
  }

  DeviceFilter device() {
    String device = text("device");
    return device == null ? new DeviceFilter.All() : DeviceFilter.parse(device);
  }

  boolean flag(String parameter) throws Problem {
    String text = parameters.get(parameter);
    return switch (text) {
      case null -> false;
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new Problem(400, "usage", parameter + " takes true or false.");
    };
  }

  int limit() throws Problem {
    String text = text("limit");
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new Problem(400, "usage", "limit must be a number from 1 to " + MAX_LIMIT + ".");
  }

  Page.Cursor cursor() throws Problem {
    return Page.Cursor.parse(text("cursor"));
  }
}
