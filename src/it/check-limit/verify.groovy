import groovy.json.JsonSlurper
import java.math.RoundingMode

def out = new File(basedir, 'target/collabgraph/small')
def evaluation = new JsonSlurper().parse(new File(out, 'evaluation.json'))
def outcomes = evaluation.tasks.collectMany { it.outcomes }
assert outcomes.size() == 600
def accuracy = (outcomes.sum() / outcomes.size() as BigDecimal).setScale(3, RoundingMode.FLOOR)

def builds = new File(basedir, 'build.log').text
assert builds =~ /\[INFO\] small: accuracy is $accuracy \(95 % interval 0\.\d{3} to 0\.\d{3}, 200 tasks x 3\), minimum 0\.050\n/
assert builds =~ /\[ERROR\] small: accuracy is $accuracy \(95 % interval 0\.\d{3} to 0\.\d{3}, 200 tasks x 3\), below the minimum 0\.950\.\n/
assert builds =~ /\[WARNING\] small: accuracy is $accuracy \(95 % interval 0\.\d{3} to 0\.\d{3}, 200 tasks x 3\), below the minimum 0\.950\.\n/
assert builds.contains('[INFO] Suite "small" passes.')
assert builds.contains('Suite "small" does not pass (limit). Report: target/collabgraph/small/TEST-collabgraph.small.xml (-Dcollabgraph.failOnViolation=false only warns.)')
assert builds.contains('There is no metric "acuracy"') && builds.contains('Did you mean "accuracy"?')
assert builds.count('Suite "small" is unchanged since its last evaluation, which stands. -Dcollabgraph.force evaluates again.') == 4
assert builds.contains('Skipping collabgraph:evaluate: collabgraph.skip is true.')
assert builds.contains('Skipping collabgraph:check: collabgraph.skip is true.')
assert builds.contains('Skipping collabgraph:check: collabgraph.check.skip is true.')

assert accuracy == 0.665 : 'the bounds of the pairs are those around it'
['0.664', '0.665'].each { assert builds =~ /\[INFO\] small: accuracy is 0\.665 \(.*\), minimum $it\n/ }
assert builds =~ /\[ERROR\] small: accuracy is 0\.665 \(.*\), below the minimum 0\.666\.\n/

def report = new groovy.xml.XmlSlurper().parse(new File(out, 'TEST-collabgraph.small.xml'))
assert report.@tests == 201
assert report.testcase.size() == 201
assert report.testcase.findAll { it.flakyFailure.size() > 0 }.size() > 0
assert !new File(basedir, 'build.log').text.contains('lugin validation issues')
true
