package dev.collabgraph.serve;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Keeps web pages out. A browser on this machine reaches loopback too, so any page it shows could
 * ask models at the user's expense: by a form, which can send no JSON; from a script, whose request
 * names its origin; or under a name of its own that resolves to 127.0.0.1, which then is the host.
 */
final class RequestGuard {
  private final boolean anyHost;

  /**
   * @param anyHost whether the front is open to other machines, which know it by names we cannot
   */
  RequestGuard(boolean anyHost) {
    this.anyHost = anyHost;
  }

  /**
   * Looks at a request's headers.
   *
   * @throws ApiException with status 403 or 415
   */
  void check(String method, Headers headers) {
    String host = headers.getFirst("Host");
    if (!anyHost && !loopback("http://" + host)) {
      throw ApiException.refused(
          403, "host_not_allowed", "The host of the request must be localhost or 127.0.0.1.");
    }
    String origin = headers.getFirst("Origin");
    if (origin != null && !loopback(origin)) {
      throw ApiException.refused(
          403, "origin_not_allowed", "Requests from web pages of other hosts are not answered.");
    }
    String type = headers.getFirst("Content-Type");
    if (method.equals("POST")
        && (type == null
            || !type.split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT)
                .equals("application/json"))) {
      throw ApiException.refused(
          415, "unsupported_media_type", "Add the header Content-Type: application/json");
    }
  }

  private static boolean loopback(String url) {
    try {
      String host = new URI(url).getHost();
      return host != null
          && (host.equalsIgnoreCase("localhost")
              || host.equals("[::1]")
              || host.matches("127(\\.\\d{1,3}){3}"));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
