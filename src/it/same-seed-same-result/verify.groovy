import groovy.json.JsonOutput
import groovy.json.JsonSlurper

def result = { String folder ->
    def json = new JsonSlurper().parse(new File(basedir, "target/$folder/small/result.json"))
    assert json.remove('run') != null
    JsonOutput.toJson(json)
}
assert result('one') == result('eight')
assert result('one') != result('other-seed')
['best.graph.json', 'trials.jsonl'].each { name ->
    assert new File(basedir, "target/one/small/$name").bytes == new File(basedir, "target/eight/small/$name").bytes : name
}
return true
