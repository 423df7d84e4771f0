import java.nio.file.Files

// The manual, so that one build of a site serves both tests
def manual = new File(basedir, '../../../../site').toPath()
def copy = new File(basedir, 'src/site').toPath()
Files.walk(manual).withCloseable { files ->
    files.filter { Files.isRegularFile(it) }.each {
        def target = copy.resolve(manual.relativize(it).toString())
        Files.createDirectories(target.parent)
        Files.copy(it, target)
    }
}
// Where this build puts the reports of a project
def descriptor = copy.resolve('site.xml').toFile()
descriptor.text = descriptor.text.replace('</body>', '<menu ref="reports"/></body>')
return true
