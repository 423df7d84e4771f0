def log = new File(basedir, 'build.log').text
assert log.contains('nothing here confines them: container: ') && log.contains('Maybe try it by hand: /no/such/container run python3 -c 1')
def judged = new File(basedir, 'target/judged.jsonl')
if (!judged.exists()) {
  assert log.readLines().count { it.contains('BUILD FAILURE') } == 1
  return true
}
def cases = judged.readLines().collect { new groovy.json.JsonSlurper().parseText(it) }
assert cases*.verdict == [true, false, false, false, false]
assert cases*.agrees.every()
assert cases[1].reason.startsWith('failed: AssertionError') && cases[3].reason.startsWith('crash: ') && cases[4].reason == 'no code'
assert log.contains('[INFO]   pass@1 0.2500 by task_id')
assert log =~ /\[INFO\] Judged with \{python=3\.\d+\.\d+, sandbox=bubblewrap\}/
assert log.contains('[INFO] Scorer and label agree on 5 of 5 labelled cases.')
return true
