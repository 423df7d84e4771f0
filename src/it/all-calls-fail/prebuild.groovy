import dev.collabgraph.loopback.LoopbackServer

// The questions are those of the project search-http.
def data = new File(basedir, 'src/collabgraph/data')
data.mkdirs()
new File(data, 'word-problems.jsonl').bytes =
        new File(basedir, '../../../search-http/src/collabgraph/data/word-problems.jsonl').bytes

def server = LoopbackServer.withFourModels('canary-7f3a91')
server.failing(true)
context.put('server', server)
new File(basedir, 'test.properties').text = "collabgraph.set.providers.loopback.baseUrl=${server.baseUrl()}\n"
return true
