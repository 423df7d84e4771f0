def server = context.get('server')
try {
    def log = new File(basedir, 'build.log').text
    assert log.contains('Tests run: 3, Failures: 0, Errors: 0')
    assert log.contains('Tests run: 3, Failures: 1, Errors: 0')
    assert log.contains('small.graph.json does not keep accuracy >= 0.95 on the test split of suite "small"')
    assert log =~ /accuracy 0\.\d{3} \(95 % interval 0\.\d{3} to 0\.\d{3}\), 200 tasks x 1/
    assert server.counts().completions() == 6
    assert server.counts().refusals() >= 2
} finally {
    server.close()
}
return true
