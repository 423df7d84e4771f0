import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
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
assert log.contains('There are 3 suites (math-18, math-42, math-80), expected one. Choose: -Dcollabgraph.suite=math-18')
return true
