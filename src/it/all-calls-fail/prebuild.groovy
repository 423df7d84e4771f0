import dev.collabgraph.loopback.LoopbackServer

def server = LoopbackServer.withFourModels('canary-7f3a91')
server.failing(true)
context.put('server', server)
new File(basedir, 'test.properties').text = "collabgraph.set.providers.loopback.baseUrl=${server.baseUrl()}\n"
