// A machine without the tools shows the refusal instead.
def found = ['/usr/bin/bwrap', '/usr/bin/python3'].every { new File(it).canExecute() }
if (!found) {
  println 'NOT RUN: score-code needs bwrap, python3 (apt-get install bubblewrap python3)'
  new File(basedir, 'invoker.properties').text = '''invoker.goals.1 = dev.collabgraph:collabgraph-maven-plugin:score -Dcollabgraph.scorer=code -Dcollabgraph.input=cases.jsonl "-Dcollabgraph.scorer.sandbox=/no/such/container run"
invoker.buildResult.1 = failure
'''
}
return true
