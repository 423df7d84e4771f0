import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text

// Real inference, where there is a native library for this platform
def nano = new JsonSlurper().parse(new File(basedir, 'target/collabgraph/nano-lists/result.json'))
assert nano.status == 'ok'
assert nano.winner.cost.units <= 42
assert nano.winner.test.n == 60
assert nano.bill.calls <= 8000
assert Math.abs(nano.winner.cost.measured / nano.winner.cost.units - 1) < 0.1 : nano.winner.cost
assert nano.run.failures == 0
assert nano.baselines.findAll { it.kind == 'single' }*.name.containsAll(['nano-s', 'nano-m', 'nano-l'])
assert log.indexOf('target/collabgraph/nano-lists/report.html') < log.indexOf('target/collabgraph/math-18/report.html')
// and where there is none
assert log.contains('Skipping suite "nano-lists": Provider type gguf has no native library for Linux on riscv64;')

[18, 42, 80].each { units ->
    def folder = new File(basedir, "target/collabgraph/math-$units")
    def result = new JsonSlurper().parse(new File(folder, 'result.json'))
    assert result.status == 'ok'
    assert result.winner.cost.units <= units
    assert result.winner.test.n == 1000
    assert log.contains("Report: target/collabgraph/math-$units/report.html")
    assert new File(folder, 'report.html').length() > 0
    ['single', 'self-consistency', 'random'].each { kind -> assert result.baselines.any { it.kind == kind } : kind }
}
assert log =~ /best so far +[\d.]+ % \[[\d.]+, [\d.]+\], [\d.]+ units \| [\d,]+ calls/
assert log.contains('Asking target/collabgraph/math-18/best.graph.json (')
assert log =~ /Answer: -?\d+/
assert log =~ /Expected: -?\d+/
assert log.contains('Simulated models answer their own tasks only. Ask one by its id: -Dcollabgraph.question=math-')
assert log.contains('There are 4 suites (nano-lists, math-18, math-42, math-80), expected one. Choose: -Dcollabgraph.suite=nano-lists')
return true
