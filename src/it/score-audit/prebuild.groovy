import com.sun.net.httpserver.HttpServer
import groovy.json.JsonOutput
import groovy.json.JsonSlurper

// A judge that lives in the JVM of the calling build: right is what names the leak.
def server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
server.createContext('/v1/') { exchange ->
  def body = exchange.requestBody.text
  def reply = [data: []]
  if (!exchange.requestURI.path.endsWith('/models')) {
    def prompt = new JsonSlurper().parseText(body).messages[0].content
    def answer = prompt.contains(' answer\n') ? prompt.substring(prompt.lastIndexOf(' answer\n')) : ''
    def verdict = answer.contains('leak') ? 'right' : 'wrong'
    reply = [choices: [[index: 0, finish_reason: 'stop', message: [role: 'assistant', content: """{"reason": "it says so", "verdict": "$verdict"}""".toString()]]],
             usage: [prompt_tokens: 100, completion_tokens: 10]]
  }
  def bytes = JsonOutput.toJson(reply).getBytes('UTF-8')
  exchange.responseHeaders.add('Content-Type', 'application/json')
  exchange.sendResponseHeaders(200, bytes.length)
  exchange.responseBody.write(bytes)
  exchange.close()
}
server.start()
context.put('server', server)
new File(basedir, 'test.properties').text = "collabgraph.set.providers.local.baseUrl=http://127.0.0.1:${server.address.port}/v1\n"
return true
