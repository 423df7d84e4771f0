import groovy.json.JsonSlurper

def server = context.get('server')
try {
    def log = new File(basedir, 'build.log').text
    def folder = new File(basedir, 'src/collabgraph')
    assert new File(folder, 'starter.yaml').readLines()[0] == '# yaml-language-server: $schema=./collabgraph-suite.schema.json'
    assert new JsonSlurper().parse(new File(folder, 'collabgraph-suite.schema.json')).title == 'Collabgraph suite'
    ['plugin.xml', 'github-actions.yml', 'gitlab-ci.yml'].each { name ->
        assert new File(basedir, "target/collabgraph/init/$name").length() > 0 : name
        assert log.contains("[INFO] Wrote target/collabgraph/init/$name")
    }
    assert new groovy.xml.XmlSlurper().parse(new File(basedir, 'target/collabgraph/init/plugin.xml')).artifactId == 'collabgraph-maven-plugin'
    assert log.contains('[INFO] Then: mvn dev.collabgraph:collabgraph-maven-plugin:search -Dcollabgraph.suite=starter')

    assert server.counts().completions() > 0
    assert server.counts().refusals() == 0 : 'the key is found by the serverId'
    def result = new JsonSlurper().parse(new File(basedir, 'target/collabgraph/starter/result.json'))
    assert result.status == 'ok'
    assert result.winner.test.n == 40

    assert log.contains('src/collabgraph/starter.yaml, src/collabgraph/starter.tasks.jsonl are there already, and init replaces nothing. Maybe choose another name: -Dcollabgraph.suite=starter-2')
    assert new File(folder, 'second.yaml').exists()
    assert !new File(folder, 'second.tasks.jsonl').exists() : 'simulated models answer simulated tasks'
} finally {
    server.close()
}
return true
