def log = new File(basedir, 'build.log').text
def builds = log.split('(?=\\[INFO\\] Scanning for projects)').findAll { it.contains('BUILD') }
assert builds.size() == 6
def unread = { build, goal -> build.contains(".${goal}-default.receipt tells, so that stands.") }
def said = { build -> build.findAll(/\[INFO\] (small: .*|Suite "small" passes\.|accuracy .*|a query costs .*)/) }
assert builds.collect { unread(it, 'evaluate') } == [false, true, false, true, false, false]
assert builds.collect { unread(it, 'check') } == [false, true, false, false, false, false]
assert builds.collect { it.contains('Suite "small" passes.') } == [true, true, false, false, true, true]
assert said(builds[1]).findAll { it.contains('small') } == said(builds[0]).findAll { it.contains('small') }
assert builds[1].contains('Suite "small" is unchanged since its last evaluation, which stands.')
assert builds[5].contains('evaluating src/collabgraph/small.graph.json')
return true
