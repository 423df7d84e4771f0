import groovy.json.JsonOutput
import groovy.json.JsonSlurper

def server = context.get('server')
try {
    assert context.get('stopped') == 1 : "${context.get('stopped')} processes were told to end, not just the Maven of this project"
    assert context.get('seconds') < 8 : 'it ended at once and not when its grace was over'

    def log = new File(basedir, 'build.log').text
    assert log.contains('[WARNING] Stopped before it was done. Every answer so far is kept: the same command goes on.')
    def kept = (log =~ /Going on with the search that was interrupted here: ([\d,]+) of its answers are known/)
    assert kept.find() : 'the same command goes on'
    def answers = kept.group(1).replace(',', '').toLong()

    def outcome = { String folder ->
        def json = new JsonSlurper().parse(new File(basedir, "$folder/word-problems/result.json"))
        json.remove('run')
        JsonOutput.toJson(json).replaceAll(/"latencySeconds":[0-9.E-]+/, '')
    }
    assert outcome('target/collabgraph') == outcome('target/whole')

    // Paid twice were at most the 8 calls in flight when it ended, and 8 on their way to the journal.
    def whole = new JsonSlurper().parse(new File(basedir, 'target/whole/word-problems/result.json'))
    assert answers >= 300 - 16 && answers < whole.bill.calls
    def twice = server.counts().completions() - 2 * whole.bill.calls
    assert twice >= 0 && twice <= 16 : twice
} finally {
    server.close()
}
return true
