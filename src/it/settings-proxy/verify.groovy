import groovy.json.JsonSlurper

def server = context.get('server')
def proxy = context.get('proxy')
try {
    def log = new File(basedir, 'build.log').text
    def builds = log.split('(?=\\[INFO\\] Scanning for projects)').findAll { it.contains('BUILD') }
    assert builds.size() == 3

    // Every call went through the proxy, and nothing came another way
    def result = new JsonSlurper().parse(new File(basedir, 'target/collabgraph/proxied/result.json'))
    assert result.status == 'ok'
    assert result.bill.calls > 0
    assert server.counts().completions() == result.run.paidCalls
    assert proxy.passed() >= result.run.paidCalls
    assert proxy.asked() == ['models.example.org'] as Set

    // With a wrong password nothing is asked, and the build says what is wrong
    assert proxy.refused() > 0
    assert builds[1].contains('407')
    assert builds[1].contains('proxy in settings.xml')

    // A host among nonProxyHosts is reached directly, where nobody knows it
    assert builds[2].contains('models.example.org')
    assert !builds[2].contains('407')

    ['canary-5b20c4', 'other-9d1e77'].each { secret ->
        assert !log.contains(secret) : 'a password is in the log, -X included'
        [new File(basedir, 'target'), new File(basedir, '.collabgraph')]*.eachFileRecurse { file ->
            assert file.directory || !file.text.contains(secret) : file
        }
    }
} finally {
    proxy.close()
    server.close()
}
return true
