import groovy.json.JsonSlurper

def server = context.get('server')
try {
    def result = new JsonSlurper().parse(new File(basedir, 'target/collabgraph/word-problems/result.json'))
    assert result.status == 'ok'
    assert result.winner.test.n == 60
    assert result.winner.test.score > 0.2
    assert server.counts().refusals() == 0 : 'the key of settings.xml came with every call'
    assert server.counts().completions() >= result.bill.calls
    assert result.bill.tokens.output > 0
    assert result.run.providers.mistral.transport == 'collabgraph'

    def log = new File(basedir, 'build.log').text
    assert log.contains('unknown option "randomSed" of MistralAiChatModel. Did you mean "randomSeed"?')
    assert !log.contains('own transport') : 'its builder takes our HTTP client'
    assert !log.contains('canary-7f3a91') : 'the key is in the log'
    [new File(basedir, 'target'), new File(basedir, '.collabgraph')]*.eachFileRecurse { file ->
        assert file.directory || !file.text.contains('canary-7f3a91') : file
    }
} finally {
    server.close()
}
return true
