import dev.collabgraph.loopback.LoopbackServer

def server = LoopbackServer.withFourModels('canary-7f3a91')
context.put('server', server)
new File(basedir, 'test.properties').text = """\
collabgraph.init.provider=openai
collabgraph.init.baseUrl=${server.baseUrl()}
collabgraph.init.models=abacus-1b,abacus-3b
collabgraph.init.serverId=loopback
collabgraph.set.search.budget.units=3
collabgraph.set.search.iterations=2
"""
return true
