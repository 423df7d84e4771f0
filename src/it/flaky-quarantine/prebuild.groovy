import dev.collabgraph.gate.EvaluationRequest
import dev.collabgraph.gate.EvaluationRuntime
import dev.collabgraph.gate.Evaluator
import dev.collabgraph.gate.Inputs
import dev.collabgraph.graph.GraphDocument
import dev.collabgraph.llm.ModelProvider
import dev.collabgraph.suite.SuiteLoader

// Which tasks are flaky depends on the landscape, so a run of the same evaluation names them
def folder = new File(basedir, 'src/collabgraph').toPath()
def context = [baseDirectory: { folder }, secret: { Optional.empty() }, cache: { dev.collabgraph.llm.CacheSettings.off() }] as ModelProvider.Context
def suite = SuiteLoader.load(folder.resolve('small.yaml'), [:])
def inputs = Inputs.of(suite, GraphDocument.read(folder.resolve('small.graph.json')), context)
def evaluation = Evaluator.evaluate(inputs, EvaluationRequest.defaults(), EvaluationRuntime.of(context))
def flaky = evaluation.tasks().findAll { it.passes() == 2 }*.id()
assert flaky.size() > 10
new File(basedir, 'flaky.quarantine').text = flaky.collect { "$it # right two times of three\n" }.join()
true
