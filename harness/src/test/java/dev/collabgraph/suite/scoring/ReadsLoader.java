package dev.collabgraph.suite.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Loads the classes of this package and those below it anew such that they count in {@link Reads}
 * what they read: each call of a method that reads text is one of the method there; each entry of a
 * method, turn of a loop and read of an array of characters counts 1. A method on texts, or one
 * that compares or hashes, that is neither there nor named as free makes loading fail, so nothing
 * is left out silently.
 */
final class ReadsLoader extends ClassLoader {
  private static final String PACKAGE = ReadsLoader.class.getPackageName() + ".";
  private static final String OWN = PACKAGE.replace('.', '/');
  private static final String READS = OWN + "Reads";
  private static final Set<String> AS_IS = Set.of("Reads", "Reads$Text", "ReadsProbe");

  private static final Set<String> COUNTED =
      Arrays.stream(Reads.class.getDeclaredMethods())
          .map(method -> method.getName() + Type.getMethodDescriptor(method))
          .collect(Collectors.toSet());

  private static final List<String> TEXTS =
      List.of(
          "java/lang/String",
          "java/lang/CharSequence",
          "java/text/",
          "java/util/regex/",
          "com/google/re2j/",
          "java/util/Scanner",
          "java/io/");

  private static final Set<String> LOOK_UPS =
      Set.of(
          "add",
          "compare",
          "compareTo",
          "computeIfAbsent",
          "contains",
          "containsKey",
          "containsValue",
          "copyOf",
          "distinct",
          "equals",
          "get",
          "getOrDefault",
          "hash",
          "hashCode",
          "indexOf",
          "lastIndexOf",
          "merge",
          "put",
          "putIfAbsent",
          "remove",
          "removeAll",
          "retainAll",
          "sort",
          "sorted",
          "toString",
          "valueOf");

  /** Methods that read no text, or none that a completion can make long. */
  private static final Set<String> FREE =
      Set.of(
          "java/lang/String.length",
          "java/lang/String.isEmpty",
          "java/lang/CharSequence.length",
          "java/lang/StringBuilder.length",
          "java/lang/StringBuilder.setLength",
          "java/lang/StringBuilder.<init>()V",
          "java/lang/StringBuilder.<init>(I)V",
          "java/lang/Class.getName",
          "java/lang/Double.toString",
          "java/lang/Enum.<init>",
          "java/lang/Enum.valueOf",
          "java/lang/IllegalArgumentException.getMessage",
          "java/security/MessageDigest.getInstance",
          "java/util/HexFormat.formatHex",
          "java/math/BigInteger.equals",
          "java/util/List.add",
          "java/util/stream/Collectors.joining",
          "com/fasterxml/jackson/databind/JsonNode.asText",
          "com/fasterxml/jackson/databind/JsonNode.textValue",
          "com/google/re2j/Pattern.compile",
          "com/google/re2j/Pattern.quote",
          "com/google/re2j/PatternSyntaxException.getDescription",
          "com/google/re2j/PatternSyntaxException.getPattern",
          "com/google/re2j/Matcher.find",
          "com/google/re2j/Matcher.matches",
          "com/google/re2j/Matcher.start",
          "com/google/re2j/Matcher.end",
          "com/google/re2j/Matcher.group");

  ReadsLoader() {
    super(ReadsLoader.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] code = in.readAllBytes();
      if (!AS_IS.contains(name.substring(PACKAGE.length()))) {
        ClassReader reader = new ClassReader(code);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        reader.accept(new Counter(writer), 0);
        code = writer.toByteArray();
      }
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static final class Counter extends ClassVisitor {
    private String name;

    Counter(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version, int access, String own, String signature, String parent, String[] types) {
      name = own;
      super.visit(version, access, own, signature, parent, types);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String type, String signature, String[] exceptions) {
      return new Calls(
          super.visitMethod(access, method, type, signature, exceptions), name + "." + method);
    }
  }

  private static final class Calls extends MethodVisitor {
    private final String where;
    private final Set<Label> seen = new HashSet<>();

    Calls(MethodVisitor next, String where) {
      super(Opcodes.ASM9, next);
      this.where = where;
    }

    private void count(String method, String type) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, READS, method, type, false);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      count("step", "()V");
    }

    @Override
    public void visitLabel(Label label) {
      seen.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      if (seen.contains(label)) {
        count("step", "()V");
      }
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.CALOAD) {
        count("step", "()V");
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String type, boolean itf) {
      if (name.equals("<init>")) {
        constructor(owner, type);
        super.visitMethodInsn(opcode, owner, name, type, itf);
        return;
      }
      String counted = counted(opcode == Opcodes.INVOKESTATIC, owner, name, type);
      if (counted == null) {
        super.visitMethodInsn(opcode, owner, name, type, itf);
      } else {
        count(name, counted);
      }
    }

    private void constructor(String owner, String type) {
      String argument = type.substring(0, type.indexOf(')') + 1);
      String made =
          switch (owner + argument) {
            case "java/lang/StringBuilder(Ljava/lang/String;)" -> "made(Ljava/lang/Object;)V";
            case "java/lang/String([C)" -> "made([C)V";
            case "java/math/BigInteger(Ljava/lang/String;)",
                "java/math/BigDecimal(Ljava/lang/String;)" ->
                "number(Ljava/lang/String;)V";
            case "java/util/ArrayList(Ljava/util/Collection;)" -> "copied(Ljava/util/Collection;)V";
            case "java/util/HashSet(Ljava/util/Collection;)",
                "java/util/TreeSet(Ljava/util/Collection;)" ->
                "sorted(Ljava/util/Collection;)V";
            case "java/util/TreeMap(Ljava/util/Map;)" -> "sorted(Ljava/util/Map;)V";
            default -> null;
          };
      if (made != null) {
        super.visitInsn(Opcodes.DUP);
        count(made.substring(0, made.indexOf('(')), made.substring(made.indexOf('(')));
      } else if (!owner.endsWith("Exception") && !owner.endsWith("Error")) {
        refuseUnknown(owner, "<init>", type);
      }
    }

    /** The type of the method of {@link Reads} to be called instead; null to leave it. */
    private String counted(boolean isStatic, String owner, String name, String type) {
      if (owner.startsWith("dev/collabgraph/")) {
        return null;
      }
      String other = isStatic ? type : "(L" + owner + ";" + type.substring(1);
      if (COUNTED.contains(name + other)) {
        return other;
      }
      refuseUnknown(owner, name, type);
      return null;
    }

    private void refuseUnknown(String owner, String name, String type) {
      boolean text =
          TEXTS.stream().anyMatch(owner::startsWith)
              || type.contains("Ljava/lang/String;")
              || type.contains("Ljava/lang/CharSequence;")
              || type.contains("[C");
      String taken = type.substring(0, type.indexOf(')'));
      boolean looksUp = LOOK_UPS.contains(name) && taken.contains("Ljava/lang/Object;");
      if ((text || looksUp)
          && !owner.startsWith("dev/collabgraph/")
          && !FREE.contains(owner + "." + name)
          && !FREE.contains(owner + "." + name + type)) {
        throw new IllegalStateException(
            "%s calls %s.%s%s, which nobody counts; add it to Reads, or to the free ones."
                .formatted(where, owner, name, type));
      }
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String type, Handle by, Object... with) {
      switch (by.getOwner()) {
        case "java/lang/invoke/StringConcatFactory" -> {
          super.visitInvokeDynamicInsn(name, type, by, with);
          super.visitInsn(Opcodes.DUP);
          count("made", "(Ljava/lang/Object;)V");
        }
        case "java/lang/runtime/ObjectMethods" ->
            super.visitInvokeDynamicInsn(
                name,
                type,
                new Handle(by.getTag(), READS, "objectMethods", by.getDesc(), false),
                with);
        case "java/lang/invoke/LambdaMetafactory" -> {
          Object[] arguments = with.clone();
          arguments[1] = counted((Handle) with[1]);
          super.visitInvokeDynamicInsn(name, type, by, arguments);
        }
        default -> throw new IllegalStateException(where + " is bound by " + by);
      }
    }

    private Handle counted(Handle handle) {
      boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
      String counted = counted(isStatic, handle.getOwner(), handle.getName(), handle.getDesc());
      return counted == null
          ? handle
          : new Handle(Opcodes.H_INVOKESTATIC, READS, handle.getName(), counted, false);
    }
  }
}
