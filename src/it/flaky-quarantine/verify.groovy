def flaky = new File(basedir, 'flaky.quarantine').readLines()*.split(' ')*.first()
def listed = flaky.take(10).join(', ') + " and ${flaky.size() - 10} more"
def log = new File(basedir, 'build.log').text
assert log.contains("[ERROR] small: flakyTasks is ${flaky.size()} (of 200 tasks), above the maximum 0. They are: ${listed}. Mend them, or name each in src/collabgraph/small.quarantine with a reason.")
assert log.contains("[INFO] small: flakyTasks is 0 (of ${200 - flaky.size()} tasks), maximum 0")
assert log.contains("[INFO] small: ${flaky.size()} of 200 tasks in quarantine, not judged: ${listed}")
assert log.count('[INFO] Suite "small" passes.') == 1
true
