def log = new File(basedir, 'build.log').text
assert log.contains('Suite "remote" asks provider "cloud" off this machine, and collabgraph:search is bound to a phase')
assert log.contains('Add: spend: {calls: 2000, usd: 1.00}')
assert !new File(basedir, 'target/collabgraph').exists()
return true
