package dev.collabgraph.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Where a front listens and what it takes.
 *
 * @param address host name or IP address to bind; default {@code 127.0.0.1}
 * @param port 0 to 65535, 0 for a free one; default 8642
 * @param allowRemote whether an address that other machines can reach is meant; default false
 * @param maxRequestBytes longest request body, 1 KiB to 64 MiB; default 1 MiB
 * @param maxInFlight most questions asked at once, 1 to 10,000; one more is refused with status
 *     429; default 16
 * @param history what becomes of earlier messages; default {@link History#LAST}
 * @param bodyTimeout within which a request's body must have come, above 0; default 30 s
 */
public record FrontSettings(
    String address,
    int port,
    boolean allowRemote,
    int maxRequestBytes,
    int maxInFlight,
    History history,
    Duration bodyTimeout) {

  /** What of a chat with several messages is asked. */
  public enum History {
    /** The last message alone, which must be the user's. A reply says how many were left out. */
    LAST,
    /** All messages in one text, each after the name of its role. */
    TRANSCRIPT;

    /**
     * The history of a name.
     *
     * @throws IllegalArgumentException for another name, naming those there are
     */
    public static History of(String name) {
      for (History history : values()) {
        if (history.id().equals(name)) {
          return history;
        }
      }
      throw new IllegalArgumentException(
          "serve.history is \"" + name + "\", expected last or transcript.");
    }

    /** Name on command lines. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public FrontSettings {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(history, "history");
    range("serve.port", port, 0, 65_535);
    range("serve.maxRequestBytes", maxRequestBytes, 1 << 10, 64 << 20);
    range("serve.maxInFlight", maxInFlight, 1, 10_000);
    if (bodyTimeout.isNegative() || bodyTimeout.isZero()) {
      throw new IllegalArgumentException("bodyTimeout is " + bodyTimeout + ", expected above 0.");
    }
  }

  /** The defaults on a given port. */
  public static FrontSettings onPort(int port) {
    return new FrontSettings(
        "127.0.0.1", port, false, 1 << 20, 16, History.LAST, Duration.ofSeconds(30));
  }

  private static void range(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %s, expected %s to %s.".formatted(name, value, least, most));
    }
  }

  /**
   * The address to bind.
   *
   * @throws IllegalArgumentException if it is unknown, or open to other machines without {@code
   *     allowRemote}
   */
  InetAddress bindAddress() {
    InetAddress bound;
    try {
      bound = InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "serve.address is \"" + address + "\", which is no address of this machine.", e);
    }
    if (!bound.isLoopbackAddress() && !allowRemote) {
      throw new IllegalArgumentException(
          ("serve.address is %s, expected a loopback address such as 127.0.0.1: there is no"
                  + " password, so whoever reaches the port asks your models with your keys, at"
                  + " your expense. If that is meant, add -Dcollabgraph.serve.allowRemote=true")
              .formatted(address));
    }
    return bound;
  }
}
