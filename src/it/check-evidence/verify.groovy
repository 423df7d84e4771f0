def log = new File(basedir, 'build.log').text
def remedy = 'Run: mvn collabgraph:evaluate -Dcollabgraph.suite=small'
assert log.contains("[ERROR] small: There is no evaluation. $remedy")
assert log.count("[ERROR] small: The evaluation is stale: suite changed since. $remedy") == 1
assert log.count("[ERROR] small: The evaluation is stale: models changed since. $remedy") == 1
assert log.contains('[ERROR] small: There is nothing to check: no limit is set and no baseline is blessed.')
assert log.contains('[ERROR] small: passHat4 is unknown, since passHat4 needs 4 runs of each task, the evaluation has 3, and the minimum is 0.05. Run: mvn collabgraph:evaluate -Dcollabgraph.repeats=4 -Dcollabgraph.suite=small')
assert log.contains('[ERROR] small: The validation split has no task. Raise splits.validation in the suite')
['missing', 'stale', 'inconclusive', 'empty'].each { assert log.contains("Suite \"small\" does not pass ($it).") }
assert log.count('[INFO] Suite "small" passes.') == 1
assert !new File(basedir, 'build.log').text.contains('lugin validation issues')
true
