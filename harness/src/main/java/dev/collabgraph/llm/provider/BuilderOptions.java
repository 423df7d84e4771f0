package dev.collabgraph.llm.provider;

import dev.collabgraph.llm.Excerpt;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.Nearest;
import dev.collabgraph.llm.Secret;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A LangChain4j chat model by the name of its class: its builder is found by reflection, and
 * options are the builder's methods of one parameter that a suite file can write (text, number,
 * boolean, duration, constant, list or map of texts).
 *
 * <p>Reads classes when made; builds models when asked.
 */
final class BuilderOptions {
  /** Set by the provider, or not for a suite file. */
  private static final Set<String> OURS = Set.of("apiKey", "maxRetries", "httpClientBuilder");

  private final String provider;
  private final Class<?> model;
  private final Class<?> builder;

  private BuilderOptions(String provider, Class<?> model, Class<?> builder) {
    this.provider = provider;
    this.model = model;
    this.builder = builder;
  }

  /**
   * The model of a class name.
   *
   * @throws IllegalArgumentException if there is no such class, it is no chat model, or it has no
   *     builder
   */
  static BuilderOptions of(String provider, String className) {
    Class<?> model = load(provider, className);
    if (!ChatModel.class.isAssignableFrom(model)) {
      throw new IllegalArgumentException(
          "Provider \"%s\": class %s is no %s."
              .formatted(provider, className, ChatModel.class.getName()));
    }
    return Arrays.stream(model.getMethods())
        .filter(method -> method.getName().equals("builder") && method.getParameterCount() == 0)
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .findFirst()
        .map(method -> new BuilderOptions(provider, model, method.getReturnType()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Provider \"%s\": class %s has no static method builder(), by which LangChain4j's models are made."
                        .formatted(provider, className)));
  }

  private static Class<?> load(String provider, String className) {
    for (ClassLoader loader :
        new ClassLoader[] {
          ModelProvider.class.getClassLoader(), Thread.currentThread().getContextClassLoader()
        }) {
      try {
        return Class.forName(className, false, loader);
      } catch (ClassNotFoundException | LinkageError absent) {
        // the next loader may have it
      }
    }
    throw new IllegalArgumentException(
        "Provider \"%s\": there is no class %s on the class path. Maybe add the LangChain4j module that has it to the plugin's dependencies, in the version of langchain4j-core here."
            .formatted(provider, className));
  }

  /** Whether models of this class talk through a client they are given. */
  boolean takesHttpClient() {
    return setter("httpClientBuilder", HttpClientBuilder.class).isPresent();
  }

  /** Names a suite file may set, sorted. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Method method : builder.getMethods()) {
      if (setter(method) && OptionValue.writable(method.getGenericParameterTypes()[0])) {
        names.add(method.getName());
      }
    }
    names.removeAll(OURS);
    return names;
  }

  /**
   * Builds a model.
   *
   * @param options values by the builder's names
   * @param fallbackName the model's name if the options have none
   * @param secret given as {@code apiKey}; null for none
   * @param http given as HTTP client; null to leave the model its own
   * @throws IllegalArgumentException if an option is unknown or not of the builder's type, the
   *     builder takes no key, or it refuses what it got
   */
  ChatModel build(
      Map<String, ?> options, String fallbackName, Secret secret, HttpClientBuilder http) {
    Set<String> names = names();
    for (String key : options.keySet()) {
      if (!names.contains(key)) {
        throw unknown(key, names);
      }
    }
    Object building = invoke(null, method(model, "builder"));
    if (!options.containsKey("modelName")) {
      building = setIfThere(building, "modelName", String.class, fallbackName);
    }
    for (Map.Entry<String, ?> option : options.entrySet()) {
      building = set(building, option.getKey(), option.getValue());
    }
    if (secret != null) {
      Method key =
          setter("apiKey", String.class)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "Provider \"%s\": class %s takes no apiKey; remove serverId and apiKeyEnv."
                              .formatted(provider, model.getName())));
      building = chained(building, invoke(building, key, secret.reveal()));
    }
    if (http != null) {
      building = setIfThere(building, "httpClientBuilder", HttpClientBuilder.class, http);
      building = setIfThere(building, "maxRetries", Integer.class, 0);
    }
    return (ChatModel) invoke(building, method(builder, "build"));
  }

  private IllegalArgumentException unknown(String key, Set<String> names) {
    if (key.toLowerCase(Locale.ROOT).contains("apikey")) {
      return new IllegalArgumentException(
          "Provider \"%s\": options.%s would hold a key, which does not belong into a suite. Maybe use serverId or apiKeyEnv beside options."
              .formatted(provider, key));
    }
    if (key.equals("maxRetries")) {
      return new IllegalArgumentException(
          "Provider \"%s\": options.maxRetries is not set here: use retries beside options."
              .formatted(provider));
    }
    return new IllegalArgumentException(
        "Provider \"%s\": unknown option \"%s\" of %s.%s Known: %s."
            .formatted(
                provider,
                key,
                model.getSimpleName(),
                Nearest.hint(key, names),
                String.join(", ", names)));
  }

  private Object set(Object building, String name, Object value) {
    List<Method> candidates =
        Arrays.stream(builder.getMethods())
            .filter(method -> method.getName().equals(name) && setter(method))
            .filter(method -> OptionValue.writable(method.getGenericParameterTypes()[0]))
            .sorted(Comparator.comparing(Method::toString))
            .toList();
    for (Method candidate : candidates) {
      Optional<Object> fit = OptionValue.convert(value, candidate.getGenericParameterTypes()[0]);
      if (fit.isPresent()) {
        return chained(building, invoke(building, candidate, fit.get()));
      }
    }
    throw new IllegalArgumentException(
        "Provider \"%s\": options.%s is %s, expected %s."
            .formatted(
                provider,
                name,
                value instanceof String ? "\"" + value + "\"" : value,
                String.join(
                    " or ",
                    candidates.stream()
                        .map(method -> OptionValue.described(method.getGenericParameterTypes()[0]))
                        .distinct()
                        .toList())));
  }

  private Object setIfThere(Object building, String name, Class<?> type, Object value) {
    return setter(name, type)
        .map(method -> chained(building, invoke(building, method, value)))
        .orElse(building);
  }

  private Optional<Method> setter(String name, Class<?> type) {
    return Arrays.stream(builder.getMethods())
        .filter(method -> method.getName().equals(name) && setter(method))
        .filter(method -> method.getParameterTypes()[0] == type)
        .findFirst();
  }

  private static boolean setter(Method method) {
    return method.getParameterCount() == 1
        && !method.isBridge()
        && !Modifier.isStatic(method.getModifiers())
        && method.getDeclaringClass() != Object.class;
  }

  /** Most builders return themselves, some a copy. */
  private Object chained(Object building, Object returned) {
    return builder.isInstance(returned) ? returned : building;
  }

  private Method method(Class<?> of, String name) {
    try {
      return of.getMethod(name);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "Provider \"%s\": class %s has no method %s().".formatted(provider, of.getName(), name),
          e);
    }
  }

  private Object invoke(Object target, Method method, Object... arguments) {
    try {
      method.trySetAccessible(); // a public method of a class that is not public
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      Throwable refused = e.getCause();
      throw new IllegalArgumentException(
          "Provider \"%s\": %s refuses its options (%s): %s"
              .formatted(
                  provider,
                  model.getSimpleName(),
                  method.getName(),
                  Excerpt.of(String.valueOf(refused.getMessage()), null)),
          refused);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "Provider \"%s\": %s.%s cannot be called: %s"
              .formatted(provider, builder.getName(), method.getName(), e.getMessage()),
          e);
    }
  }
}
