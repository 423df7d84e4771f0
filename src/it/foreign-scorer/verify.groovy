def log = new File(basedir, 'build.log').text
assert log.contains('[INFO] Scorer length {tolerance=1} on 3 cases')
assert log.contains('[INFO] Scorer and label agree on 3 of 3 labelled cases.')
def judged = new File(basedir, 'use/target/collabgraph/score.jsonl').readLines().collect { new groovy.json.JsonSlurper().parseText(it) }
assert judged*.verdict == [true, true, false]
return true
