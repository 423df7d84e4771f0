import java.nio.file.Files
import java.nio.file.StandardCopyOption
import java.util.zip.ZipEntry
import java.util.zip.ZipFile
import java.util.zip.ZipOutputStream
import org.objectweb.asm.ClassReader
import org.objectweb.asm.ClassVisitor
import org.objectweb.asm.ClassWriter
import org.objectweb.asm.MethodVisitor
import org.objectweb.asm.Opcodes

// The benchmark jar of this build, and copies of it in which one class is another. The sampler
// itself has no switch: its method is renamed and a new one calls it as often as wanted.
def built = new File(basedir, '../../../../../benchmarks/target/benchmarks.jar').canonicalFile
assert built.file : "There is no $built. Build it first: mvn -pl harness,benchmarks package"
def jars = new File(basedir, 'jars')
jars.mkdirs()
['base', 'same'].each {
    Files.copy(built.toPath(), new File(jars, it + '.jar').toPath(), StandardCopyOption.REPLACE_EXISTING)
}

final String sampler = 'dev/collabgraph/distribution/GraphSampler'
final String signature = '(Ldev/collabgraph/distribution/GraphDistribution;Ljava/util/random/RandomGenerator;Ldev/collabgraph/distribution/GraphSample;)V'

class Repeated extends ClassVisitor {
    final String target
    final String signature
    final int times
    boolean found

    Repeated(ClassVisitor to, String target, String signature, int times) {
        super(Opcodes.ASM9, to)
        this.target = target
        this.signature = signature
        this.times = times
    }

    @Override
    MethodVisitor visitMethod(int access, String name, String descriptor, String generic, String[] thrown) {
        boolean it = name == 'sample' && descriptor == signature
        found |= it
        return super.visitMethod(access, it ? 'sampleOnce' : name, descriptor, generic, thrown)
    }

    @Override
    void visitEnd() {
        MethodVisitor code = super.visitMethod(Opcodes.ACC_PUBLIC, 'sample', signature, null, null)
        code.visitCode()
        if (times == 0) {
            code.visitTypeInsn(Opcodes.NEW, 'java/lang/IllegalStateException')
            code.visitInsn(Opcodes.DUP)
            code.visitLdcInsn('this sampler is broken')
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, 'java/lang/IllegalStateException', '<init>', '(Ljava/lang/String;)V', false)
            code.visitInsn(Opcodes.ATHROW)
        } else {
            times.times {
                (0..3).each { code.visitVarInsn(Opcodes.ALOAD, it) }
                code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, target, 'sampleOnce', signature, false)
            }
            code.visitInsn(Opcodes.RETURN)
        }
        code.visitMaxs(4, 4)
        code.visitEnd()
        super.visitEnd()
    }
}

def copy = { String name, int times ->
    new ZipFile(built).withCloseable { from ->
        new ZipOutputStream(new FileOutputStream(new File(jars, name))).withCloseable { to ->
            to.setLevel(1)
            from.entries().each { entry ->
                byte[] bytes = from.getInputStream(entry).bytes
                if (entry.name == sampler + '.class') {
                    def reader = new ClassReader(bytes)
                    def writer = new ClassWriter(reader, 0)
                    def repeated = new Repeated(writer, sampler, signature, times)
                    reader.accept(repeated, 0)
                    assert repeated.found : 'GraphSampler.sample has another signature now: ' + signature
                    bytes = writer.toByteArray()
                }
                to.putNextEntry(new ZipEntry(entry.name))
                to.write(bytes)
            }
        }
    }
}
copy('slower.jar', 16)
copy('slower-2.jar', 2) // for a session by hand, see docs/results/bench-ab.md
copy('broken.jar', 0)
return true
