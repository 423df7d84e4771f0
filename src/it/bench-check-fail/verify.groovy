// The same, but the sampler 1.3 times as slow against its control.
def log = new File(basedir, 'build.log').text
assert log.contains('[ERROR] fail time org.example.Sampling.sample {slots=16} [avgt]: ')
assert log.contains('[ERROR] fail time org.example.Sampling.sample {slots=64} [avgt]: ')
assert log.contains('collabgraph:bench-check failed: 4 comparisons: 2 pass, 2 fail, 0 inconclusive; 0 benchmarks missing, 0 new.')
assert !log.contains('\tat ') : 'a stack trace'
return true
