import groovy.json.JsonSlurper

def server = context.get('server')
try {
    def result = new JsonSlurper().parse(new File(basedir, 'target/collabgraph/word-problems/result.json'))
    assert result.status == 'ok'
    assert result.winner.test.n == 200
    assert result.winner.cost.units <= 10
    assert result.winner.test.score > 0.3 && result.winner.test.score <= 1
    def names = result.baselines*.name
    assert result.baselines.size() >= 4 : names

    // The last call but those of the search was the run goal's: its trace says how many they were.
    def log = new File(basedir, 'build.log').text
    def graph = new JsonSlurper().parse(new File(basedir, 'target/collabgraph/word-problems/best.graph.json'))
    def asked = graph.nodes.count { it.model != null }
    def counts = server.counts()
    assert counts.refusals() == 0
    assert result.bill.calls + asked == counts.completions()
    assert result.run.paidCalls + asked == counts.completions()
    def usage = (log =~ /(\d+) calls?, ([\d,]+) tokens in, ([\d,]+) tokens out/)
    assert usage.find() : 'the run goal says what it used'
    assert result.bill.tokens.input + usage.group(2).replace(',', '').toLong() == counts.promptTokens()
    assert result.bill.tokens.output + usage.group(3).replace(',', '').toLong() == counts.completionTokens()

    // What was estimated before anything was spent is near what was spent then.
    def estimate = (log =~ /Estimate for agent-reinforce: ([\d,]+) calls \(at most ([\d,]+)\)/)
    assert estimate.find() : 'the estimate is in the log'
    def expected = estimate.group(1).replace(',', '').toLong()
    assert expected > result.bill.calls / 2 && expected < result.bill.calls * 2 : "$expected, ${result.bill.calls}"
    assert estimate.group(2).replace(',', '').toLong() >= result.bill.calls
    assert log.contains('US dollars unknown')
    assert log.contains('Provider loopback: ')
    assert result.run.providers.loopback.checks.calls == 4
    assert new File(basedir, 'target/collabgraph/word-problems/traces/finalist-1.txt').text.contains('answered')
    assert !new File(basedir, 'target/collabgraph/word-problems/search.journal').exists()

    // The second search was paid for by the first.
    def again = new JsonSlurper().parse(new File(basedir, 'target/again/word-problems/result.json'))
    assert again.run.paidCalls == 0
    assert again.run.cacheHits == result.bill.calls
    result.remove('run')
    again.remove('run')
    assert again == result

    // The third asked nobody and found the same.
    def replayed = new JsonSlurper().parse(new File(basedir, 'target/replayed/word-problems/result.json'))
    ['winner', 'baselines', 'history', 'bill', 'verdict'].each { assert replayed[it] == result[it] : it }
    assert new File(basedir, '.collabgraph/cache/.gitignore').text.trim() == '*'

    assert log.contains('Answer: 22')
    graph.nodes.each { node -> assert log.contains("${node.id} ") : node.id }
    assert !log.contains('canary-7f3a91') : 'the key is in the log'
    [new File(basedir, 'target'), new File(basedir, '.collabgraph')]*.eachFileRecurse { file ->
        assert file.directory || !file.text.contains('canary-7f3a91') : file
    }
} finally {
    server.close()
}
return true
