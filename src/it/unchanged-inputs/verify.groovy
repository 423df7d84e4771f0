def log = new File(basedir, 'build.log').text
def skipped = 'Suite "small" is unchanged since its last search, whose result stands. -Dcollabgraph.force searches again.'
assert log.count(skipped) == 1
assert log.count('Report: target/collabgraph/small/report.html') == 4
assert log.findAll(/ 3\/3 \| best so far/).size() == 1
assert log.findAll(/ 2\/2 \| best so far/).size() == 2
// the three searches that were not skipped looked at the same test tasks
def result = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/collabgraph/small/result.json'))
assert result.run.testUses >= 3
assert result.digests.test ==~ /[0-9a-f]{64}/
assert new File(basedir, '.collabgraph/test-uses').text.count(result.digests.test + ' search small') == result.run.testUses
assert new File(basedir, 'target/collabgraph/small/report.html').text.contains("asked ${result.run.testUses} times in this project")
return true
