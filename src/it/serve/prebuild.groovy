import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.util.concurrent.CompletableFuture

// Clients live in the JVM of the calling build; the address file tells them where the goal serves.
def awaitUrl = { String name ->
    def file = new File(basedir, "target/$name")
    for (int i = 0; i < 1200 && !file.isFile(); i++) {
        Thread.sleep(100)
    }
    assert file.isFile() : "$name did not come"
    file.text.trim()
}
def ask = { String url, String model, boolean stream ->
    def connection = new URL("$url/chat/completions").openConnection()
    connection.requestMethod = 'POST'
    connection.doOutput = true
    connection.setRequestProperty('Content-Type', 'application/json')
    connection.outputStream.withWriter('UTF-8') {
        it << JsonOutput.toJson([model: model, stream: stream,
                                 messages: [[role: 'user', content: 'math-000003']]])
    }
    def code = connection.responseCode
    def text = (code < 400 ? connection.inputStream : connection.errorStream).getText('UTF-8')
    [status: code, text: text]
}

context.put('first', CompletableFuture.supplyAsync {
    def url = awaitUrl('first.url')
    def replies = [
        models: new JsonSlurper().parse(new URL("$url/models")),
        graph : ask(url, 'small', false),
        stream: ask(url, 'small', true),
        model : ask(url, 'llama-1b', false),
        nobody: ask(url, 'nobody', false),
    ]
    assert new File(basedir, 'target/first.url').delete()
    replies
})
context.put('third', CompletableFuture.supplyAsync {
    def url = awaitUrl('third.url')
    def replies = [within: ask(url, 'small', false), beyond: ask(url, 'small', false), model: ask(url, 'llama-1b', false)]
    assert new File(basedir, 'target/third.url').delete()
    replies
})
context.put('second', CompletableFuture.supplyAsync {
    def url = awaitUrl('second.url')
    def reply = ask(url, 'small', false)
    // The goal's own process, found by its command line; SIGTERM, as Ctrl-C is SIGINT
    def goal = ProcessHandle.current().descendants().filter {
        def line = it.info().arguments().map { Arrays.asList(it) }.orElse([])
        line.any { it.contains('target/second.url') } && it.info().command().orElse('').endsWith('java')
    }.findFirst().orElseThrow()
    def exit = goal.onExit()
    assert goal.destroy()
    exit.get()
    reply.portFree = true
    try {
        new Socket('127.0.0.1', new URL(url).port).close()
        reply.portFree = false
    } catch (ConnectException gone) {
        // as it should be
    }
    reply
})
return true
