import groovy.json.JsonSlurper

// A jar against itself has nothing that fails; a slower sampler in another jar is caught, its control is not.
def log = new File(basedir, 'build.log').text
def verdicts = { String file ->
    new JsonSlurper().parse(new File(basedir, file)).comparisons.collectEntries {
        [(it.benchmark.replaceAll(/^.*\.|[ {].*$/, '') + ' ' + it.quantity): it]
    }
}
def same = verdicts('target/same.json')
assert same.keySet() == ['generatorOnly time', 'generatorOnly allocation', 'sample time', 'sample allocation'] as Set
assert same.values().every { it.verdict != 'fail' } : same

def slower = verdicts('target/slower.json')
assert slower['sample time'].verdict == 'fail' : slower
assert slower['sample time'].low > 1.5 && slower['sample time'].change > 3
assert slower['sample allocation'].verdict != 'fail' : slower
assert slower['generatorOnly time'].verdict != 'fail' : slower
def result = new JsonSlurper().parse(new File(basedir, 'target/slower.json'))
assert result.machine.cores > 0 && result.base != result.candidate
assert result.forks.size() >= 2 * 2 * 5

assert log.contains('[INFO] round 1 of at most 5: 2 of 2 benchmarks open')
assert log.contains('[ERROR] fail time dev.collabgraph.benchmarks.latency.SamplingBenchmark.sample {')
assert log.contains('collabgraph:bench-ab failed: 4 comparisons: ')
assert log =~ /pom\.xml is not a jar: /
assert log.contains('java.lang.IllegalStateException: this sampler is broken')
assert log.contains(' died with exit code 1: ')
assert !log.contains('\tat dev.collabgraph.') : 'a stack trace'
return true
