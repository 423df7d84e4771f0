import groovy.json.JsonSlurper

def first = context.get('first').get()
def second = context.get('second').get()
def log = new File(basedir, 'build.log').text

assert first.models.data*.id == ['small', 'llama-1b', 'llama-8b']
assert first.graph.status == 200
def graph = new JsonSlurper().parseText(first.graph.text)
assert graph.collabgraph.calls == 3
assert graph.collabgraph.answer ==~ /-?\d+/
def text = graph.choices[0].message.content
assert text.contains(graph.collabgraph.answer)
assert graph.usage.completion_tokens > 0

def events = first.stream.text.split('\n\n')
assert events.last() == 'data: [DONE]'
def streamed = events.dropRight(1).collect {
    new JsonSlurper().parseText(it.substring('data: '.length())).choices[0].delta.content ?: ''
}.join('')
assert streamed == text : 'the same question gets the same answer, streamed or not'

assert new JsonSlurper().parseText(first.model.text).collabgraph.calls == 1
assert first.nobody.status == 400
assert log.contains('There is no model "nobody" here. There are: small, llama-1b, llama-8b.')

assert log =~ /Serving http:\/\/127\.0\.0\.1:\d+\/v1 \(OpenAI-compatible, no key\)/
assert log.contains('small  the graph of src/collabgraph/small.graph.json')
assert log =~ /curl -s http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions -H 'Content-Type: application\/json' -d '\{"model": "small"/
assert log.contains('Stopped. Requests answered: 4; refused or failed: 1.')

assert second.status == 200
assert second.portFree
assert log.contains('Stopped. Requests answered: 1; refused or failed: 0.') : 'a signal ends it in order'
assert !new File(basedir, 'target/second.url').exists()

assert log.contains('serve.address is 0.0.0.0, expected a loopback address such as 127.0.0.1')
assert log.contains('-Dcollabgraph.serve.allowRemote=true')
assert log.contains('serve.history is "all", expected last or transcript.')
assert log.contains('Skipping collabgraph:serve: collabgraph.serve.skip is true.')

def third = context.get('third').get()
assert third.within.status == 200
assert third.beyond.status == 429 : 'three of four calls are used, and the graph takes three'
assert new JsonSlurper().parseText(third.beyond.text).error.code == 'insufficient_quota'
assert third.model.status == 200
assert log.contains('Spend of the suite, kept before each call: 0 calls of 4')
assert log.contains('[WARNING] POST /v1/chat/completions small: 429')
assert log.contains('The spend of suite "small" is used up: spend.calls is 4')
assert log.contains('Spent: 4 calls of 4.')
return true
