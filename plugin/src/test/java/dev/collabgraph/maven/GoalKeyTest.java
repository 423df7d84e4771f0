package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No parameter of a goal that keeps a receipt can be set otherwise without another key. */
class GoalKeyTest {

  static Stream<Class<?>> goals() {
    return Stream.of(
        EvaluateMojo.class,
        CheckMojo.class,
        SearchMojo.class,
        LimitParameter.class,
        RegressionParameter.class);
  }

  @ParameterizedTest
  @MethodSource("goals")
  void everyParameterChangesTheKey(Class<?> type) throws ReflectiveOperationException {
    List<String> tried = new ArrayList<>();
    for (Class<?> each = type;
        each.getPackage().equals(GoalKey.class.getPackage());
        each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
          continue;
        }
        Object other = other(field.getType());
        if (other == null) {
          continue;
        }
        field.setAccessible(true);
        Object goal = goal(type);
        String before = GoalKey.ofFields(goal);
        assertThat(GoalKey.ofFields(goal(type))).isEqualTo(before);
        field.set(goal, other);
        assertThat(GoalKey.ofFields(goal)).as(field.getName()).isNotEqualTo(before);
        tried.add(field.getName());
      }
    }
    assertThat(tried).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void aMapsOrderDoesNotCountButItsValuesDo() throws ReflectiveOperationException {
    Map<String, String> forth = new LinkedHashMap<>();
    forth.put("a", "1");
    forth.put("b", "2");
    Map<String, String> back = new LinkedHashMap<>();
    back.put("b", "2");
    back.put("a", "1");
    assertThat(withSet(back)).isEqualTo(withSet(forth));
    assertThat(withSet(Map.of("a", "1", "b", "3"))).isNotEqualTo(withSet(forth));
    assertThat(withSet(Map.of("a", "2", "b", "1"))).isNotEqualTo(withSet(forth));
  }

  private static String withSet(Map<String, String> values) throws ReflectiveOperationException {
    Field set = AbstractSuiteMojo.class.getDeclaredField("set");
    set.setAccessible(true);
    Object search = goal(SearchMojo.class);
    set.set(search, values);
    return GoalKey.ofFields(search);
  }

  private static Object goal(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.getParameterCount() == 0
        ? constructor.newInstance()
        : constructor.newInstance((SettingsDecrypter) null);
  }

  /** A value that no goal starts with; null for what no parameter is made of. */
  private static Object other(Class<?> type) throws ReflectiveOperationException {
    if (type == boolean.class) {
      return true;
    }
    if (type == int.class) {
      return 4711;
    }
    if (type == long.class || type == Long.class) {
      return 4711L;
    }
    if (type == String.class) {
      return "other";
    }
    if (type == File.class) {
      return new File("other");
    }
    if (type == List.class) {
      return List.of("other");
    }
    if (type == Map.class) {
      return Map.of("key", "other");
    }
    return type == RegressionParameter.class ? goal(type) : null;
  }
}
