import groovy.json.JsonSlurper

def small = new File(basedir, 'target/collabgraph/small')
def json = { String name -> new JsonSlurper().parse(new File(small, name)) }
def sweep = json('sweep.json')
assert sweep.budgets*.units == [3, 6.5, 12]
assert sweep.budgets.every { it.winner.units <= it.units && it.winner.score.n == 60 }
assert sweep.budgets.any { it.onFront }
assert sweep.front.measures == ['accuracy', 'cost']
assert sweep.front.units == 12
assert sweep.front.hypervolume > 0 && sweep.front.hypervolume <= 1
assert sweep.front.baselinesHypervolume > 0 && sweep.front.baselinesHypervolume <= 1
assert sweep.front.points*.units == sweep.front.points*.units.sort(false)
// The largest budget is the suite's own, in the usual place.
assert json('result.json').settings.search.budget.units == 12
assert json('budget-6.5/result.json').settings.search.budget.units == 6.5
assert json('budget-3/result.json').winner.digest == sweep.budgets[0].winner.digest
assert new File(small, 'sweep.md').text.contains('== small at 3 budgets')

def log = new File(basedir, 'build.log').text
assert log.count('== small at 3 budgets ===') == 2
assert log.count('is unchanged since its last search') == 3
return true
