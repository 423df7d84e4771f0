def log = new File(basedir, 'build.log').text
assert log.contains('Report: target/collabgraph/small/report.html')
['result.json', 'best.graph.json', 'trials.jsonl', 'report.html', 'summary.md'].each { name ->
    assert new File(basedir, "target/collabgraph/small/$name").length() > 0 : name
}
return true
