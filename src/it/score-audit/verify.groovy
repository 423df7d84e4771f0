def log = new File(basedir, 'build.log').text
assert log.contains('[INFO] Scorer math {mode=symbolic} on 5 cases')
assert log.contains('[INFO] Scorer and label agree on 4 of 5 labelled cases. Judged cases: ')
assert log =~ /\[WARNING\]   differs: .*mislabelled/
def judged = new File(basedir, 'target/judged.jsonl').readLines().collect { new groovy.json.JsonSlurper().parseText(it) }
assert judged*.agrees == [true, true, true, false, true]
assert judged[0].verdict && judged[0].extracted == '0.5' && judged[4].extracted == '12'
assert log.contains('Scorer math differs from the label on 1 of 5 cases; they are in ')
assert log.contains('scorer.type is "maths", expected one of ')
def errors = log.readLines().findAll { it.contains('Failed to execute goal') }
assert errors.size() == 5 && errors[2].contains('moode') && errors[3].contains('absent.jsonl') : errors
assert errors[4].contains('Scorer judge asks a model, and this goal makes no calls')
assert !log.contains('\tat ') : 'a stack trace'
return true
