package dev.collabgraph.llm.transport;

import dev.collabgraph.llm.Excerpt;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The TLS settings of a provider: own trusted certificates instead of the JVM's, and a client
 * certificate. Stores are PKCS#12 or JKS; trusted certificates may also be a PEM file.
 */
final class Tls {
  static final String TRUST = "trustStore";
  static final String TRUST_PASSWORD = "trustStorePasswordEnv";
  static final String KEY = "keyStore";
  static final String KEY_PASSWORD = "keyStorePasswordEnv";

  private Tls() {}

  /**
   * The context the options ask for.
   *
   * @return null if they ask for none: the JVM's own
   * @throws IllegalArgumentException if a store cannot be read
   */
  static SSLContext context(ProviderOptions options, ModelProvider.Context surroundings) {
    String trust = options.text(TRUST).orElse(null);
    String key = options.text(KEY).orElse(null);
    if (trust == null && key == null) {
      return null;
    }
    try {
      TrustManager[] trusted = null;
      if (trust != null) {
        TrustManagerFactory factory =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(
            store(
                options,
                TRUST,
                trust,
                password(options, TRUST_PASSWORD, surroundings),
                surroundings));
        trusted = factory.getTrustManagers();
      }
      KeyManager[] keys = null;
      if (key != null) {
        char[] password = password(options, KEY_PASSWORD, surroundings);
        KeyManagerFactory factory =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store(options, KEY, key, password, surroundings), password);
        keys = factory.getKeyManagers();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw options.wrong(
          trust == null ? KEY : TRUST,
          trust == null ? key : trust,
          "a usable store (" + Excerpt.of(String.valueOf(e.getMessage()), null) + ")");
    }
  }

  private static char[] password(
      ProviderOptions options, String option, ModelProvider.Context surroundings) {
    return options
        .text(option)
        .map(
            variable ->
                surroundings
                    .environment(variable)
                    .orElseThrow(
                        () ->
                            options.wrong(option, variable, "an environment variable that is set"))
                    .reveal()
                    .toCharArray())
        .orElse(null);
  }

  private static KeyStore store(
      ProviderOptions options,
      String option,
      String file,
      char[] password,
      ModelProvider.Context surroundings)
      throws GeneralSecurityException {
    Path path = surroundings.baseDirectory().resolve(file);
    try {
      byte[] bytes = Files.readAllBytes(path);
      if (new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE")) {
        return pem(bytes);
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(new ByteArrayInputStream(bytes), password);
      return store;
    } catch (IOException e) {
      throw options.wrong(
          option,
          file,
          "a store that can be read (%s: %s)"
              .formatted(
                  e.getClass().getSimpleName(), Excerpt.of(String.valueOf(e.getMessage()), null)));
    }
  }

  private static KeyStore pem(byte[] bytes) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes))) {
      store.setCertificateEntry("trusted-" + number++, certificate);
    }
    return store;
  }
}
