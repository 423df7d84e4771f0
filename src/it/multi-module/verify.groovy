import groovy.json.JsonOutput
import groovy.json.JsonSlurper

def results = ['first', 'second', 'third'].collect { module ->
    def json = new JsonSlurper().parse(new File(basedir, "$module/target/collabgraph/small/result.json"))
    json.remove('run')
    JsonOutput.toJson(json)
}
assert results.toSet().size() == 1 : 'modules that build side by side disturb each other'
return true
