package dev.collabgraph.gguf;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The models of a fork, each loaded at its first call: one context, one sequence, one thread, no
 * prompt cache, so that an answer is a function of the call alone. Not thread-safe.
 */
final class LlamaModels {
  private final Map<String, LlamaModel> loaded = new HashMap<>();

  Wire.Reply complete(Wire.Call call) {
    LlamaModel model;
    try {
      model = loaded.computeIfAbsent(call.file() + "|" + call.context(), key -> load(call));
    } catch (RuntimeException e) { // LlamaException, which only its package may name
      return Wire.Reply.failed(
          Wire.Outcome.FATAL, "llama.cpp cannot load " + call.file() + ": " + e.getMessage() + ".");
    }
    try {
      return complete(model, call);
    } catch (RuntimeException e) { // LlamaException, which only its package may name
      return Wire.Reply.failed(Wire.Outcome.REJECTED, "llama.cpp refused: " + e.getMessage() + ".");
    }
  }

  private static LlamaModel load(Wire.Call call) {
    return new LlamaModel(
        new ModelParameters()
            .setModel(call.file())
            .setCtxSize(call.context())
            .setThreads(1)
            .setThreadsBatch(1)
            .setParallel(1)
            .setGpuLayers(0)
            .disableContextShift()
            .skipWarmup()
            .enableJinja()
            .disableLog());
  }

  private static Wire.Reply complete(LlamaModel model, Wire.Call call) {
    long start = System.nanoTime();
    String prompt = call.chat() ? templated(model, call.prompt()) : call.prompt();
    int input = call.startTokens() + model.encode(prompt).length;
    int room = call.context() - input;
    if (room < 1) {
      return Wire.Reply.failed(
          Wire.Outcome.REJECTED,
          "The prompt has %s tokens and the context holds %s: raise the provider's option context, or let nodes have fewer inputs."
              .formatted(input, call.context()));
    }
    int limit = Math.min(call.maxTokens(), room);
    InferenceParameters parameters =
        new InferenceParameters(prompt)
            .setSeed(call.seed())
            .setTemperature((float) call.temperature())
            .setTopP((float) call.topP())
            .setTopK(0)
            .setMinP(0)
            .setRepeatPenalty(1)
            .setNPredict(limit)
            .setCachePrompt(false);
    if (!call.stop().isEmpty()) {
      parameters.setStopStrings(call.stop().toArray(String[]::new));
    }
    String text = model.complete(parameters);
    int told = text.isEmpty() ? 0 : model.encode(text).length;
    boolean cut = told >= limit;
    return new Wire.Reply(
        cut ? Wire.Outcome.LENGTH : Wire.Outcome.STOP,
        input,
        cut ? limit : told + 1, // the token that ended it was decoded too
        System.nanoTime() - start,
        text);
  }

  private static String templated(LlamaModel model, String prompt) {
    return model.applyTemplate(
        new InferenceParameters("")
            .setUseChatTemplate(true)
            .setMessages(null, List.of(new Pair<>("user", prompt))));
  }
}
