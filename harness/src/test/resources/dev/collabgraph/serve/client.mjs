// Asks a front through OpenAI's own client for Node and prints what came back, one JSON value a line.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.argv[2], apiKey: 'none', maxRetries: 0 });
const messages = [{ role: 'user', content: 'What is 6 * 7?' }];
const print = (value) => console.log(JSON.stringify(value));

const models = [];
for await (const model of client.models.list()) models.push(model.id);
print(models);

const whole = await client.chat.completions.create({ model: 'sums', messages });
print([whole.choices[0].message.content, whole.choices[0].finish_reason, whole.usage.total_tokens]);

const stream = await client.chat.completions.create({
  model: 'sums', messages, stream: true, stream_options: { include_usage: true },
});
let text = '';
let events = 0;
let usage = null;
for await (const event of stream) {
  events++;
  text += event.choices[0]?.delta?.content ?? '';
  usage = event.usage ?? usage;
}
print([text, events > 3, usage.total_tokens]);

for (const model of ['nobody', 'broken']) {
  try {
    await client.chat.completions.create({ model, messages });
    print('no error');
  } catch (error) {
    print([error.constructor.name, error.status, error.code, error.param ?? null]);
  }
}
