def log = new File(basedir, 'build.log').text
assert log.contains('[ERROR] small: There is no result of a search. Run: mvn collabgraph:search -Dcollabgraph.suite=small')
assert log =~ /\[INFO\] small: declaredUnits is \d+ \(as declared\), maximum 30\n/
assert log =~ /\[ERROR\] small: leadPoints is -?\d+ \(95 % interval [-+]\d+\.\d to [-+]\d+\.\d, over [^)]+\)*\), below the minimum 90\.\n/
assert log.contains('[ERROR] small: The result of the search is stale: tasks changed since. Run: mvn collabgraph:search -Dcollabgraph.suite=small')
assert log.count('[INFO] Suite "small" passes.') == 1
true
