// A machine 1.7 times as slow, judged by ratios to a control: all pass, with their numbers printed.
def log = new File(basedir, 'build.log').text
assert log.contains('[INFO] pass time org.example.Sampling.sample {slots=16} [avgt]: ')
assert log.contains('[INFO] pass allocation org.example.Sampling.sample {slots=64} [avgt]: ')
assert log.contains('[INFO] 4 comparisons: 4 pass, 0 fail, 0 inconclusive; 0 benchmarks missing, 0 new')
return true
