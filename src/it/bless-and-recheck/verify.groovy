import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
assert log.contains('Suite "small" has no evaluation to bless. Run: mvn collabgraph:evaluate -Dcollabgraph.suite=small')
assert log =~ /accuracy: new, 0\.\d{3} \(0\.\d{3} to 0\.\d{3}, 200 tasks x 3\)/
assert log.contains('small: difference from the baseline is 0.0 points')
assert log.count('Blessed: src/collabgraph/small.graph.json and src/collabgraph/small.baseline.json. Commit both.') == 2
assert log =~ /\[INFO\] small: difference from the baseline is [-+]\d\.\d points \(95 % interval -\d\.\d to \+?-?\d\.\d, 200 tasks\), margin 0, /
assert log =~ /\[ERROR\] small: The comparison with the baseline is inconclusive: .* and 0\.1 are asked for; about [\d,]+ tasks would do\./
assert log =~ /\[ERROR\] small: difference from the baseline is -\d\d\.\d points \(95 % interval -\d\d\.\d to -\d+\.\d, 200 tasks\), proven worse than the baseline by more than the margin of 0\. If that is wanted, bless it: mvn collabgraph:bless -Dcollabgraph.suite=small/
assert log =~ /graph: 3 nodes, 2 edges, width 2, depth 2, [\d.]+ units of flops -> 1 nodes, 0 edges, width 1, depth 1, 1\.00 units of flops/
assert log.contains('- assistant llama-8b x 2')
assert log.contains('+ assistant llama-1b (sink)')
assert log =~ /difference: -\d\d\.\d points/
assert log.count('[INFO] Suite "small" passes.') == 3

def graph = new JsonSlurper().parse(new File(basedir, 'src/collabgraph/small.graph.json'))
assert graph.nodes*.model == ['llama-1b']
def baseline = new JsonSlurper().parse(new File(basedir, 'src/collabgraph/small.baseline.json'))
assert baseline.repeats == 3 && baseline.tasks.size() == 200
true
