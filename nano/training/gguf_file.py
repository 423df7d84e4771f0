"""Writes a model as a GGUF file (version 3, architecture llama, matrices in float16)."""
import struct

import model as m

U32, I32, F32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
TENSOR_F32, TENSOR_F16 = 0, 1
ALIGNMENT = 32
CHAT_TEMPLATE = "{% for m in messages %}{{ m['content'] }}{% endfor %}"


def _string(text):
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _pair(key, kind, raw):
    return _string(key) + struct.pack("<I", kind) + raw


def _array(key, kind, items):
    return _pair(key, ARRAY, struct.pack("<IQ", kind, len(items)) + b"".join(items))


def _metadata(net, name):
    u32 = lambda key, value: _pair(key, U32, struct.pack("<I", value))
    text = lambda key, value: _pair(key, STRING, _string(value))
    kinds = [2] + [3] * 2 + [6] * 256 + [1] * len(m.CHARS)  # unknown, control, byte, normal
    return [
        text("general.architecture", "llama"), text("general.name", name), u32("general.file_type", 1),
        text("general.license", "apache-2.0"),
        u32("llama.context_length", m.CONTEXT), u32("llama.embedding_length", net.width),
        u32("llama.block_count", net.layers), u32("llama.feed_forward_length", net.feed),
        u32("llama.attention.head_count", net.heads), u32("llama.attention.head_count_kv", net.heads),
        u32("llama.rope.dimension_count", net.width // net.heads),
        _pair("llama.attention.layer_norm_rms_epsilon", F32, struct.pack("<f", m.NORM_EPSILON)),
        u32("llama.vocab_size", len(m.TOKENS)), text("tokenizer.ggml.model", "llama"),
        _array("tokenizer.ggml.tokens", STRING, [_string(t) for t in m.TOKENS]),
        _array("tokenizer.ggml.scores", F32, [struct.pack("<f", 0.0)] * len(m.TOKENS)),
        _array("tokenizer.ggml.token_type", I32, [struct.pack("<i", k) for k in kinds]),
        u32("tokenizer.ggml.bos_token_id", 1), u32("tokenizer.ggml.eos_token_id", 2),
        u32("tokenizer.ggml.unknown_token_id", 0),
        _pair("tokenizer.ggml.add_space_prefix", BOOL, b"\0"), _pair("tokenizer.ggml.add_bos_token", BOOL, b"\1"),
        text("tokenizer.chat_template", CHAT_TEMPLATE),
    ]


def _tensors(net):
    yield "token_embd.weight", net.embedding[m.ROW_OF_TOKEN]
    yield "output_norm.weight", net.norm
    for i, b in enumerate(net.blocks):
        parts = dict(attn_norm=b.attention_norm, attn_q=b.qkv[0], attn_k=b.qkv[1], attn_v=b.qkv[2],
                     attn_output=b.out[0], ffn_norm=b.feed_norm, ffn_gate=b.gate_up[0], ffn_up=b.gate_up[1],
                     ffn_down=b.down[0])
        for part, tensor in parts.items():
            yield "blk.%d.%s.weight" % (i, part), tensor


def write(net, path, name):
    infos, data, count = b"", b"", 0
    for key, tensor in _tensors(net):
        array = tensor.detach().numpy()
        kind = TENSOR_F32 if array.ndim == 1 else TENSOR_F16
        data += b"\0" * (-len(data) % ALIGNMENT)
        dims = b"".join(struct.pack("<Q", n) for n in reversed(array.shape))
        infos += _string(key) + struct.pack("<I", array.ndim) + dims + struct.pack("<IQ", kind, len(data))
        data += array.astype("<f4" if kind == TENSOR_F32 else "<f2").tobytes()
        count += 1
    pairs = _metadata(net, name)
    head = b"GGUF" + struct.pack("<IQQ", 3, count, len(pairs)) + b"".join(pairs) + infos
    head += b"\0" * (-len(head) % ALIGNMENT)
    with open(path, "wb") as out:
        out.write(head + data)
