def log = new File(basedir, 'build.log').text
assert log.contains('Report: target/collabgraph/small/report.html')
['result.json', 'best.graph.json', 'trials.jsonl', 'report.html', 'summary.md'].each { name ->
    assert new File(basedir, "target/collabgraph/small/$name").length() > 0 : name
}

// What is published has a name as a module, and a licence
def jars = []
new File(localRepositoryPath.toString(), 'dev/collabgraph').eachFileRecurse { file ->
    if (file.name =~ /^collabgraph-.*\.jar$/ && !file.name.contains('-tests')) {
        jars << file
    }
}
assert jars.size() >= 2
jars.each { jar ->
    new java.util.jar.JarFile(jar).withCloseable {
        assert it.manifest.mainAttributes.getValue('Automatic-Module-Name') ==~ /dev\.collabgraph\.[a-z]+/ : jar
    }
}
return true
