import dev.collabgraph.loopback.LoopbackServer

// Mistral's chat protocol is, for what is asked here, that of the loopback server: the same path,
// the key as a bearer token, choices and usage in the reply. The questions are those of search-http.
def data = new File(basedir, 'src/collabgraph/data')
data.mkdirs()
new File(data, 'word-problems.jsonl').bytes =
        new File(basedir, '../../../search-http/src/collabgraph/data/word-problems.jsonl').bytes
def server = LoopbackServer.withFourModels('canary-7f3a91')
context.put('server', server)
new File(basedir, 'test.properties').text =
        "collabgraph.set.providers.mistral.options.baseUrl=${server.baseUrl()}\n"
return true
