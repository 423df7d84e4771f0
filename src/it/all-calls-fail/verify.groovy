import groovy.json.JsonSlurper

def server = context.get('server')
try {
    assert server.counts().refusals() > 0
    assert server.counts().completions() == 0
    def folder = new File(basedir, 'target/collabgraph/failing')
    def result = new JsonSlurper().parse(new File(folder, 'result.json'))
    assert result.status == 'inconclusive'
    assert result.winner == null
    assert result.baselines.every { it.validation?.score == null && it.test?.score == null } : 'nothing is scored 0'
    assert !new File(folder, 'best.graph.json').exists()
    def log = new File(basedir, 'build.log').text
    assert log.contains('BUILD FAILURE')
    assert log.contains('500')
} finally {
    server.close()
}
return true
