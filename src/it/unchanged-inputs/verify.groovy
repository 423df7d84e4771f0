def log = new File(basedir, 'build.log').text
def skipped = 'Suite "small" is unchanged since its last search, whose result stands. -Dcollabgraph.force searches again.'
assert log.count(skipped) == 1
assert log.count('Report: target/collabgraph/small/report.html') == 4
assert log.findAll(/ 3\/3 \| best so far/).size() == 1
assert log.findAll(/ 2\/2 \| best so far/).size() == 2
return true
