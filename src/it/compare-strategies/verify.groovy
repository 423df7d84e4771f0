import groovy.json.JsonSlurper

def folder = { String name -> new File(basedir, "target/$name/small") }
['compare.json', 'compare.csv', 'compare-curve.csv', 'compare.md', 'compare.html'].each { name ->
    assert new File(folder('one'), name).bytes == new File(folder('four'), name).bytes : name
}
def json = new JsonSlurper().parse(new File(folder('one'), 'compare.json'))
assert json.budgets*.units == [3, 4]
assert json.budgets[0].rows*.label == ['reinforce', 'random']
assert json.budgets.every { it.best.score >= 0 && it.rows.every { row -> row.scores.size() == 5 && row.calls <= it.calls } }

def log = new File(basedir, 'build.log').text
assert log.contains('[INFO] Suite "small": 2 strategies x 2 budgets x 5 seeds, at most 7,000 logical calls (simulated, free)')
assert log.contains('[INFO] 20 searches, 0 of them kept from before')
assert log.contains('[INFO] 20 searches, 20 of them kept from before')
assert log.contains('== small: 2 strategies x 5 seeds, judged on 200 fresh tasks with fresh noise')
assert log.contains('[INFO] Skipping collabgraph:compare: collabgraph.compare.skip is true.')
return true
