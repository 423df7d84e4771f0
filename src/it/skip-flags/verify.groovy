def log = new File(basedir, 'build.log').text
assert log.contains('Skipping collabgraph:search: collabgraph.skip is true.')
assert log.contains('Skipping collabgraph:search: collabgraph.search.skip is true.')
assert log.contains('Skipping collabgraph:search: collabgraph.skip is true; collabgraph.search.skip is true.')
assert !new File(basedir, 'target/collabgraph').exists()
return true
