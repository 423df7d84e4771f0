import dev.collabgraph.loopback.LoopbackServer

def server = LoopbackServer.withFourModels('canary-7f3a91')
context.put('server', server)
new File(basedir, 'test.properties').text = "loopback.url=${server.baseUrl()}\n"
return true
