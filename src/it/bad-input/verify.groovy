// Each of the ten builds failed (invoker.properties asks for that); each says why in one line, names the place and a repair.
def log = new File(basedir, 'build.log').text
def errors = log.readLines().findAll { it.contains('Failed to execute goal') }
assert errors.size() == 10 : errors
def expected = [
        ['Unknown key "itterations" in search, did you mean "iterations"?', 'unknown-key.yaml'],
        ['empty-suite.yaml'],
        ['Suite "no-tasks" has no task', 'no-tasks.yaml'],
        ['The budget is 1 units, below the cheapest graph', 'raise search.budget.units'],
        ['llama-9b', 'llama-1b', 'unknown-model.yaml'],
        ['fusser', 'fuser', 'unknown-role.yaml'],
        ['qestion', 'question', 'unknown-variable.yaml'],
        ['absent.jsonl'],
        ['127.0.0.1:1'],
        ['Suite "absent" is missing, known: '],
]
expected.eachWithIndex { parts, i ->
    parts.each { part -> assert errors[i].contains(part) : "build ${i + 1} does not say $part: ${errors[i]}" }
    assert !errors[i].contains('Exception') && !errors[i].contains('Execution ') : errors[i]
}
assert !log.contains('\tat ') : 'a stack trace'

// Nothing half-written: the one search that began says that it found nothing out.
def outputs = new File(basedir, 'target/collabgraph').list()?.sort() ?: []
assert outputs - 'endpoint-refused' == []
def refused = new File(basedir, 'target/collabgraph/endpoint-refused/result.json')
assert !refused.exists() || refused.text.contains('"status":"inconclusive"') || refused.text.contains('"status" : "inconclusive"')
assert !new File(basedir, 'target/collabgraph/endpoint-refused/best.graph.json').exists()
return true
