import dev.collabgraph.loopback.LoopbackProxy
import dev.collabgraph.loopback.LoopbackServer
import dev.collabgraph.loopback.Reckoner

// Endpoint and proxy live in the JVM of the calling build; the endpoint's host is known to the proxy alone.
def server = LoopbackServer.withoutKey([new Reckoner('abacus-8b', 0.07)])
def proxy = new LoopbackProxy('models.example.org', new URI(server.baseUrl()), 'me', 'canary-5b20c4')
context.put('server', server)
context.put('proxy', proxy)
def settings = { String password, String direct ->
    """\
    <settings>
      <proxies>
        <proxy>
          <id>office</id><active>true</active><protocol>http</protocol>
          <host>127.0.0.1</host><port>${proxy.port()}</port>
          <username>me</username><password>${password}</password>
          <nonProxyHosts>${direct}</nonProxyHosts>
        </proxy>
      </proxies>
    </settings>
    """.stripIndent()
}
new File(basedir, 'proxy.xml').text = settings('canary-5b20c4', 'localhost|*.example.com')
new File(basedir, 'proxy-wrong.xml').text = settings('other-9d1e77', 'localhost|*.example.com')
new File(basedir, 'proxy-past.xml').text = settings('canary-5b20c4', 'localhost|*.example.org')
return true
