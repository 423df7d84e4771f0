import groovy.json.JsonOutput
import groovy.json.JsonSlurper

def results = ['first', 'second', 'third'].collect { module ->
    def json = new JsonSlurper().parse(new File(basedir, "$module/target/collabgraph/small/result.json"))
    json.remove('run')
    JsonOutput.toJson(json)
}
assert results.toSet().size() == 1 : 'modules that build side by side disturb each other'

def log = new File(basedir, 'build.log').text
['first', 'second', 'third'].each { assert log.count("[INFO] Module $it:") == 2 }
assert log.count('[INFO] Suite "small" passes.') == 3
assert log.count('[INFO] Checked the suites of 3 modules.') == 2
def refusals = ['first', 'second', 'third'].collect {
    "Suite \"small\" does not pass (limit). Report: $it/target/collabgraph/small/TEST-collabgraph.small.xml"
}
assert log.contains(refusals.join(' ')) : 'all modules are judged before the build fails'
assert !new File(basedir, 'build.log').text.contains('lugin validation issues')
return true
