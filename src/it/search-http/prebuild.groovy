import dev.collabgraph.loopback.LoopbackServer

// The endpoint lives in the JVM of the calling build; test.properties tells the project's build where.
def server = LoopbackServer.withFourModels('canary-7f3a91')
context.put('server', server)
new File(basedir, 'test.properties').text = """\
collabgraph.set.providers.loopback.baseUrl=${server.baseUrl()}
collabgraph.question=Emil counts 20 coins. Then Emil buys 7 more. Emil gives away 5 of them. How many coins does Emil have now?
"""
return true
