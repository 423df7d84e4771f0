import dev.collabgraph.loopback.LoopbackServer

def server = LoopbackServer.withFourModels('canary-7f3a91')
context.put('server', server)
new File(basedir, 'test.properties').text = "collabgraph.set.providers.loopback.baseUrl=${server.baseUrl()}\n"

// In the middle of the first search its Maven is told to end, as by Ctrl-C.
def folder = basedir.toString()
Thread.startDaemon {
    while (server.counts().completions() < 300) {
        Thread.sleep(5)
    }
    def sent = System.nanoTime()
    def stopped = ProcessHandle.current().descendants()
        .filter { it.info().command().orElse('').endsWith('java') && it.info().commandLine().orElse('').contains(folder) }
        .toList()
    stopped.each { it.destroy() }
    stopped.each { it.onExit().join() }
    context.put('stopped', stopped.size())
    context.put('seconds', (System.nanoTime() - sent) / 1e9)
}
return true
