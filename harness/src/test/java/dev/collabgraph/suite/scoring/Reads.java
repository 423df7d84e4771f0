package dev.collabgraph.suite.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.TypeDescriptor;
import java.lang.runtime.ObjectMethods;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a {@link ReadsLoader} calls in place of methods that read text: each does what the method of
 * the same name does, the object first, and adds the number of characters that it reads or copies,
 * at worst. One copy of this class per loader, whose threads are one.
 */
@SuppressWarnings({"rawtypes", "unchecked"})
public final class Reads {
  private static long count;

  private Reads() {}

  public static void reset() {
    count = 0;
  }

  public static long count() {
    return count;
  }

  // What the loader adds without replacing a call

  /** A method is entered, a loop turns, an element of an array of characters is read. */
  public static void step() {
    count++;
  }

  /** The result of a concatenation, or what is copied into a builder. */
  public static void made(Object text) {
    count += 1 + cost(text);
  }

  public static void made(char[] text) {
    count += 1 + text.length;
  }

  /** The text of a number that is converted, in time quadratic in its length for long ones. */
  public static void number(String digits) {
    count += quadratic(digits.length());
  }

  public static void copied(Collection all) {
    count += 1 + all.size();
  }

  public static void sorted(Collection all) {
    count += 1 + cost(all) * depth(all.size());
  }

  public static void sorted(Map all) {
    count += 1 + cost(all) * depth(all.size());
  }

  /** Methods of records: texts that they compare or hash are read. */
  public static Object objectMethods(
      MethodHandles.Lookup lookup,
      String name,
      TypeDescriptor type,
      Class<?> owner,
      String names,
      MethodHandle... getters)
      throws Throwable {
    MethodHandle read =
        MethodHandles.lookup()
            .findStatic(Reads.class, "read", MethodType.methodType(String.class, String.class));
    MethodHandle[] counted =
        Arrays.stream(getters)
            .map(
                getter ->
                    getter.type().returnType() == String.class
                        ? MethodHandles.filterReturnValue(getter, read)
                        : getter)
            .toArray(MethodHandle[]::new);
    return ObjectMethods.bootstrap(lookup, name, type, owner, names, counted);
  }

  public static String read(String text) {
    made(text);
    return text;
  }

  private static long quadratic(long digits) {
    return 1 + digits + digits * digits / 100;
  }

  /** Reads of a hash or a comparison; records add theirs themselves. */
  private static long cost(Object value) {
    if (value instanceof CharSequence text) {
      return text.length();
    }
    long sum = 1;
    if (value instanceof Collection<?> all) {
      for (Object each : all) {
        sum += cost(each);
      }
    } else if (value instanceof Map<?, ?> all) {
      for (Map.Entry<?, ?> each : all.entrySet()) {
        sum += cost(each.getKey()) + cost(each.getValue());
      }
    }
    return sum;
  }

  private static int depth(int size) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(size + 1);
  }

  private static <T> T counted(T text) {
    made(text);
    return text;
  }

  // Text

  public static char charAt(CharSequence text, int at) {
    count++;
    return text.charAt(at);
  }

  public static char charAt(String text, int at) {
    count++;
    return text.charAt(at);
  }

  public static char charAt(StringBuilder text, int at) {
    count++;
    return text.charAt(at);
  }

  public static CharSequence subSequence(CharSequence text, int start, int end) {
    return counted(text.subSequence(start, end));
  }

  public static String toString(CharSequence text) {
    return counted(text.toString());
  }

  public static String toString(StringBuilder text) {
    return counted(text.toString());
  }

  public static IntStream chars(String text) {
    made(text);
    return text.chars();
  }

  public static Stream lines(String text) {
    made(text);
    made(text);
    return text.lines();
  }

  public static char[] toCharArray(String text) {
    made(text);
    return text.toCharArray();
  }

  public static byte[] getBytes(String text, Charset charset) {
    made(text);
    return text.getBytes(charset);
  }

  public static int codePointCount(String text, int start, int end) {
    count += 1 + end - start;
    return text.codePointCount(start, end);
  }

  public static int offsetByCodePoints(String text, int at, int by) {
    count += 2L * Math.abs(by);
    return text.offsetByCodePoints(at, by);
  }

  public static int compareTo(String a, String b) {
    count += 1 + Math.min(a.length(), b.length());
    return a.compareTo(b);
  }

  public static boolean equals(String a, Object b) {
    count += b instanceof String text && text.length() == a.length() ? 1 + a.length() : 1;
    return a.equals(b);
  }

  public static boolean equalsIgnoreCase(String a, String b) {
    count += b != null && b.length() == a.length() ? 1 + a.length() : 1;
    return a.equalsIgnoreCase(b);
  }

  public static int hashCode(String text) {
    made(text);
    return text.hashCode();
  }

  public static boolean startsWith(String text, String start) {
    return startsWith(text, start, 0);
  }

  public static boolean startsWith(String text, String start, int at) {
    count++;
    return at >= 0 && start.length() <= text.length() - at && isAt(text, start, at);
  }

  public static boolean endsWith(String text, String end) {
    return startsWith(text, end, text.length() - end.length());
  }

  public static boolean contains(String text, CharSequence part) {
    return forward(text, part.toString(), 0) >= 0;
  }

  public static int indexOf(String text, String part) {
    return forward(text, part, 0);
  }

  public static int indexOf(String text, String part, int from) {
    return forward(text, part, from);
  }

  public static int indexOf(StringBuilder text, String part) {
    return forward(text, part, 0);
  }

  public static int indexOf(String text, int c) {
    return indexOf(text, c, 0);
  }

  public static int indexOf(String text, int c, int from) {
    int hit = text.indexOf(c, from);
    count += 1 + Math.max(0, (hit < 0 ? text.length() : hit) - Math.max(0, from));
    return hit;
  }

  public static int lastIndexOf(String text, String part) {
    return backward(text, part, text.length());
  }

  public static int lastIndexOf(String text, String part, int from) {
    return backward(text, part, from);
  }

  public static int lastIndexOf(String text, int c) {
    return lastIndexOf(text, c, text.length() - 1);
  }

  public static int lastIndexOf(String text, int c, int from) {
    int hit = text.lastIndexOf(c, from);
    count += 1 + Math.max(0, Math.min(from, text.length() - 1) - hit);
    return hit;
  }

  /** The search of the library, which knows no tables: what it compares is counted. */
  private static int forward(CharSequence text, String part, int from) {
    count++;
    for (int at = Math.max(0, from); at + part.length() <= text.length(); at++) {
      if (isAt(text, part, at)) {
        return at;
      }
    }
    return part.isEmpty() ? text.length() : -1;
  }

  private static int backward(CharSequence text, String part, int from) {
    count++;
    for (int at = Math.min(from, text.length() - part.length()); at >= 0; at--) {
      if (isAt(text, part, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isAt(CharSequence text, String part, int at) {
    for (int i = 0; i < part.length(); i++) {
      count++;
      if (text.charAt(at + i) != part.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  public static boolean isBlank(String text) {
    count += 1 + text.length() - text.stripLeading().length();
    return text.isBlank();
  }

  public static String strip(String text) {
    return cut(text, text.strip());
  }

  public static String stripLeading(String text) {
    return cut(text, text.stripLeading());
  }

  public static String stripTrailing(String text) {
    return cut(text, text.stripTrailing());
  }

  public static String substring(String text, int start) {
    return cut(text, text.substring(start));
  }

  public static String substring(String text, int start, int end) {
    return cut(text, text.substring(start, end));
  }

  public static String substring(StringBuilder text, int start, int end) {
    return counted(text.substring(start, end));
  }

  /** Nothing is copied where nothing is cut. */
  @SuppressWarnings("ReferenceEquality")
  private static String cut(String text, String part) {
    count += part == text ? 2 : text.length() == part.length() ? 1 : 2 + part.length();
    return part;
  }

  public static String replace(String text, char old, char with) {
    made(text);
    return text.replace(old, with);
  }

  public static String replace(String text, CharSequence old, CharSequence with) {
    made(text);
    return counted(text.replace(old, with));
  }

  public static String toLowerCase(String text, Locale locale) {
    made(text);
    return text.toLowerCase(locale);
  }

  public static String toUpperCase(String text, Locale locale) {
    made(text);
    return text.toUpperCase(locale);
  }

  public static String repeat(String text, int times) {
    return counted(text.repeat(times));
  }

  public static String valueOf(Object value) {
    return counted(String.valueOf(value));
  }

  public static String formatted(String text, Object... values) {
    return counted(text.formatted(values));
  }

  public static String join(CharSequence between, Iterable parts) {
    return counted(String.join(between, parts));
  }

  public static String normalize(CharSequence text, Normalizer.Form form) {
    made(text);
    return counted(Normalizer.normalize(text, form));
  }

  public static Object collect(Stream stream, Collector collector) {
    Object all = stream.collect(collector);
    if (all instanceof String) {
      made(all);
    }
    return all;
  }

  public static StringBuilder append(StringBuilder text, char c) {
    count++;
    return text.append(c);
  }

  public static StringBuilder append(StringBuilder text, String part) {
    made(part);
    return text.append(part);
  }

  public static StringBuilder append(StringBuilder text, Object part) {
    return text.append(counted(String.valueOf(part)));
  }

  public static StringBuilder append(StringBuilder text, CharSequence part, int start, int end) {
    count += 1 + end - start;
    return text.append(part, start, end);
  }

  // Regular expressions run over a text that counts

  public static boolean matches(String text, String expression) {
    return java.util.regex.Pattern.matches(expression, new Text(text));
  }

  public static String[] split(String text, String expression) {
    return java.util.regex.Pattern.compile(expression).split(new Text(text));
  }

  public static String[] split(String text, String expression, int limit) {
    return java.util.regex.Pattern.compile(expression).split(new Text(text), limit);
  }

  public static com.google.re2j.Matcher matcher(
      com.google.re2j.Pattern pattern, CharSequence text) {
    return pattern.matcher(new Text(text.toString()));
  }

  public static boolean matches(com.google.re2j.Pattern pattern, String text) {
    return pattern.matcher(new Text(text)).matches();
  }

  public static String replaceAll(com.google.re2j.Matcher matcher, String with) {
    return counted(matcher.replaceAll(with));
  }

  private record Text(String text) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int at) {
      count++;
      return text.charAt(at);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return counted(text.substring(start, end));
    }

    @Override
    public String toString() {
      return text;
    }
  }

  // Numbers and JSON

  public static int parseInt(String digits) {
    made(digits);
    return Integer.parseInt(digits);
  }

  public static long parseLong(String digits) {
    made(digits);
    return Long.parseLong(digits);
  }

  public static String toString(BigInteger value) {
    String digits = value.toString();
    number(digits);
    return digits;
  }

  public static String toPlainString(BigDecimal value) {
    String digits = value.toPlainString();
    number(digits);
    return digits;
  }

  public static JsonNode readTree(ObjectMapper mapper, String text) throws JsonProcessingException {
    made(text);
    return mapper.readTree(text);
  }

  public static JsonNode readTree(ObjectReader reader, String text) throws JsonProcessingException {
    made(text);
    return reader.readTree(text);
  }

  public static String toString(JsonNode node) {
    return counted(node.toString());
  }

  public static boolean equals(JsonNode a, Object b) {
    made(a.toString());
    return a.equals(b);
  }

  public static JsonNode get(JsonNode node, String name) {
    made(name);
    return node.get(name);
  }

  public static JsonNode path(JsonNode node, String name) {
    made(name);
    return node.path(name);
  }

  public static boolean has(JsonNode node, String name) {
    made(name);
    return node.has(name);
  }

  // Collections of texts

  public static boolean equals(Object a, Object b) {
    made(a);
    return Objects.equals(a, b);
  }

  public static boolean equals(List a, Object b) {
    made(a);
    return a.equals(b);
  }

  public static boolean equals(Map a, Object b) {
    made(a);
    return a.equals(b);
  }

  public static boolean equals(TreeMap a, Object b) {
    made(a);
    return a.equals(b);
  }

  public static int hashCode(TreeMap map) {
    made(map);
    return map.hashCode();
  }

  public static int hash(Object... values) {
    made(Arrays.asList(values));
    return Objects.hash(values);
  }

  public static boolean contains(List all, Object value) {
    made(all);
    return all.contains(value);
  }

  public static int indexOf(List all, Object value) {
    made(all);
    return all.indexOf(value);
  }

  public static int lastIndexOf(List all, Object value) {
    made(all);
    return all.lastIndexOf(value);
  }

  public static Object remove(List all, int at) {
    copied(all);
    return all.remove(at);
  }

  public static boolean addAll(List all, Collection more) {
    copied(more);
    return all.addAll(more);
  }

  public static List copyOf(Collection all) {
    copied(all);
    return List.copyOf(all);
  }

  public static Map copyOf(Map all) {
    made(all);
    return Map.copyOf(all);
  }

  public static void sort(List all) {
    sorted(all);
    Collections.sort(all);
  }

  public static boolean contains(Set all, Object value) {
    lookUp(all instanceof SortedSet, all.size(), value);
    return all.contains(value);
  }

  public static boolean add(TreeSet all, Object value) {
    lookUp(true, all.size(), value);
    return all.add(value);
  }

  private static void lookUp(boolean sorted, int size, Object key) {
    count += 1 + cost(key) * (sorted ? depth(size) : 2);
  }

  private static void lookUp(Map map, Object key) {
    lookUp(map instanceof SortedMap, map.size(), key);
  }

  public static Object get(Map map, Object key) {
    lookUp(map, key);
    return map.get(key);
  }

  public static Object get(TreeMap map, Object key) {
    lookUp(map, key);
    return map.get(key);
  }

  public static Object getOrDefault(Map map, Object key, Object other) {
    lookUp(map, key);
    return map.getOrDefault(key, other);
  }

  public static Object getOrDefault(TreeMap map, Object key, Object other) {
    lookUp(map, key);
    return map.getOrDefault(key, other);
  }

  public static boolean containsKey(Map map, Object key) {
    lookUp(map, key);
    return map.containsKey(key);
  }

  public static Object put(Map map, Object key, Object value) {
    lookUp(map, key);
    return map.put(key, value);
  }

  public static Object put(TreeMap map, Object key, Object value) {
    lookUp(map, key);
    return map.put(key, value);
  }

  public static Object putIfAbsent(TreeMap map, Object key, Object value) {
    lookUp(map, key);
    return map.putIfAbsent(key, value);
  }

  public static Object putIfAbsent(ConcurrentHashMap map, Object key, Object value) {
    lookUp(map, key);
    return map.putIfAbsent(key, value);
  }

  public static boolean remove(ConcurrentHashMap map, Object key, Object value) {
    lookUp(map, key);
    return map.remove(key, value);
  }

  public static Object remove(TreeMap map, Object key) {
    lookUp(map, key);
    return map.remove(key);
  }

  public static Object merge(Map map, Object key, Object value, BiFunction both) {
    lookUp(map, key);
    return map.merge(key, value, both);
  }

  public static Object merge(TreeMap map, Object key, Object value, BiFunction both) {
    lookUp(map, key);
    return map.merge(key, value, both);
  }

  public static Object computeIfAbsent(Map map, Object key, Function value) {
    lookUp(map, key);
    return map.computeIfAbsent(key, value);
  }
}
