context.get('server')?.stop(0)
def log = new File(basedir, 'build.log').text
assert log.contains('[INFO] Scorer math {mode=symbolic} on 5 cases')
assert log.contains('[INFO]   agreement 0.750 (95 % from ') && log.contains("Cohen's kappa ")
assert log.contains('[INFO] Scorer and label agree on 4 of 5 labelled cases. Judged cases: ')
assert log =~ /\[WARNING\]   differs: .*mislabelled/
def judged = new File(basedir, 'target/judged.jsonl').readLines().collect { new groovy.json.JsonSlurper().parseText(it) }
assert judged*.agrees == [true, true, true, false, true]
assert judged[0].verdict && judged[0].extracted == '0.5' && judged[4].extracted == '12'
assert log.contains('Scorer math differs from the label on 1 of 5 cases; they are in ')
assert log.contains('scorer.type is "maths", expected one of ')
def errors = log.readLines().findAll { it.contains('Failed to execute goal') }
assert errors.size() == 6 && errors[2].contains('moode') && errors[3].contains('absent.jsonl') : errors
assert errors[4].contains('Scorer judge asks a model, and no suite is named that declares models and providers.')
assert errors[5].contains('No case could be judged. The first: not judged: spend.calls is used up')
def graded = new File(basedir, 'target/graded.jsonl').readLines().collect { new groovy.json.JsonSlurper().parseText(it) }
assert graded*.verdict == [true, false, true, true] && graded*.agrees == [true, true, false, true]
assert graded[0].reason == 'it says so'
assert log.contains('[INFO]   agreement 0.750 (95 % from 0.301 to 0.954), Cohen\'s kappa 0.500 (95 % from ')
assert log.contains('[INFO] Asked grader 4 times (cached answers included): 400 tokens in, 40 out, 0.004800 US dollars')
assert !log.contains('\tat ') : 'a stack trace'
return true
