package dev.collabgraph.llm;

import java.util.Objects;

/**
 * An HTTP proxy between this machine and a provider. Requests over https go through a tunnel
 * (CONNECT), so the proxy sees neither key nor prompt; over http it sees both.
 *
 * @param host name or address of the proxy
 * @param port 1 to 65535
 * @param user null if the proxy asks for none
 * @param password null exactly if there is no user
 */
public record ForwardProxy(String host, int port, String user, Secret password) {
  public ForwardProxy {
    Objects.requireNonNull(host, "host");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port is " + port + ", expected 1 to 65535.");
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("A proxy has a user and a password, or neither.");
    }
  }
}
