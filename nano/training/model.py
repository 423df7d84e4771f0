"""A llama-architecture character model, small enough for a CPU, and its token table."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

CHARS = " 0123456789+-=abcdefghijklmnopqrstuvwxyzLRSX"
# The token table of the GGUF file: 3 specials, 256 byte tokens (llama.cpp falls back to them for a
# character it does not know, and the newline is one of them), then one token for each character.
TOKENS = ["<unk>", "<s>", "</s>"] + ["<0x%02X>" % b for b in range(256)] + ["\u2581" if c == " " else c for c in CHARS]
# Training uses compact ids: 0 = every unused token (they share one row), then <s>, </s>, newline, characters.
UNUSED, BOS, EOS, NEWLINE = 0, 1, 2, 3
IDS = {c: 4 + i for i, c in enumerate(CHARS)}
IDS["\n"] = NEWLINE
TEXT = {v: k for k, v in IDS.items()}
VOCAB = 4 + len(CHARS)
ROW_OF_TOKEN = [UNUSED] * len(TOKENS)
ROW_OF_TOKEN[1], ROW_OF_TOKEN[2], ROW_OF_TOKEN[3 + 10] = BOS, EOS, NEWLINE
for _i in range(len(CHARS)):
    ROW_OF_TOKEN[3 + 256 + _i] = 4 + _i
UNUSED_COUNT = ROW_OF_TOKEN.count(UNUSED)

# name: (layers, width, heads, feed-forward width)
SIZES = {"nano-s": (3, 48, 3, 64), "nano-m": (4, 80, 5, 112), "nano-l": (5, 128, 8, 256)}
CONTEXT = 1024
NORM_EPSILON = 1e-5


def encode(text):
    return [IDS[c] for c in text]


def rms_norm(x, weight):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + NORM_EPSILON) * weight


def rotate(x, cos, sin):
    """Rotary positions on the pairs (2i, 2i+1), as llama.cpp does for `llama`: no permutation of weights."""
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack((a * cos - b * sin, a * sin + b * cos), -1).flatten(-2)


class Block(nn.Module):
    def __init__(self, width, heads, feed, layers):
        super().__init__()
        self.heads = heads
        self.attention_norm = nn.Parameter(torch.ones(width))
        self.feed_norm = nn.Parameter(torch.ones(width))
        std = width ** -0.5
        self.qkv = nn.Parameter(torch.randn(3, width, width) * std)
        self.out = nn.Parameter(torch.randn(1, width, width) * std * 0.3)
        self.gate_up = nn.Parameter(torch.randn(2, feed, width) * std)
        self.down = nn.Parameter(torch.randn(1, width, feed) * feed ** -0.5 * 0.3)

    def forward(self, x, cos, sin, mask, past=None):
        batch, length, width = x.shape
        y = F.linear(rms_norm(x, self.attention_norm), self.qkv.flatten(0, 1))
        q, k, v = y.view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if past is not None:
            if past:
                k, v = torch.cat((past[0], k), 2), torch.cat((past[1], v), 2)
            past[:] = [k, v]
        scores = q @ k.transpose(-1, -2) * (q.shape[-1] ** -0.5)
        if mask is not None:
            scores = scores + mask
        y = torch.softmax(scores, -1) @ v
        x = x + F.linear(y.transpose(1, 2).reshape(batch, length, width), self.out[0])
        gate, up = F.linear(rms_norm(x, self.feed_norm), self.gate_up.flatten(0, 1)).chunk(2, -1)
        return x + F.linear(F.silu(gate) * up, self.down[0])


class Nano(nn.Module):
    def __init__(self, layers, width, heads, feed):
        super().__init__()
        self.layers, self.width, self.heads, self.feed = layers, width, heads, feed
        self.embedding = nn.Parameter(torch.randn(VOCAB, width) * width ** -0.5)
        self.blocks = nn.ModuleList(Block(width, heads, feed, layers) for _ in range(layers))
        self.norm = nn.Parameter(torch.ones(width))
        head = width // heads
        angles = torch.outer(torch.arange(CONTEXT).float(), 1e4 ** (-torch.arange(0, head, 2).float() / head))
        self.register_buffer("cos", torch.cos(angles), persistent=False)
        self.register_buffer("sin", torch.sin(angles), persistent=False)
        offset = torch.zeros(VOCAB)
        offset[UNUSED] = math.log(UNUSED_COUNT)  # so that none of the many tokens behind the row is ever drawn
        self.register_buffer("offset", offset, persistent=False)
        self.register_buffer("causal", torch.full((CONTEXT, CONTEXT), float("-inf")).triu(1), persistent=False)

    def forward(self, ids):
        length = ids.shape[1]
        x = self.embedding[ids]
        for block in self.blocks:
            x = block(x, self.cos[:length], self.sin[:length], self.causal[:length, :length])
        return F.linear(rms_norm(x, self.norm), self.embedding) + self.offset

    def parameters_without_embedding(self):
        return sum(p.numel() for p in self.parameters()) - self.embedding.numel()

    @torch.no_grad()
    def grow_from(self, small):
        """Takes over a smaller model so that at first this one computes nearly the same: its weights fill the first
        dimensions, heads and units; what is new reads at random but writes nothing, and the new layers come last."""
        assert self.width // self.heads == small.width // small.heads, "heads must have one size"
        d, f = small.width, small.feed
        scale = (d / self.width) ** 0.5  # the norm divides by the mean over all dimensions, of which the new ones are 0
        self.embedding[:, d:] *= 0.1
        self.embedding[:, :d] = small.embedding
        self.norm[:d] = small.norm * scale
        for i, block in enumerate(self.blocks):
            block.out.zero_()
            block.down.zero_()
            if i < small.layers:
                old = small.blocks[i]
                block.attention_norm[:d] = old.attention_norm * scale
                block.feed_norm[:d] = old.feed_norm * scale
                block.qkv[:, :d, :] *= 0
                block.qkv[:, :d, :d] = old.qkv
                block.out[:, :d, :d] = old.out
                block.gate_up[:, :f, :] *= 0
                block.gate_up[:, :f, :d] = old.gate_up
                block.down[:, :d, :f] = old.down

    @torch.no_grad()
    def sample(self, prompts, temperature, generator, longest=72):
        """One chain for each prompt. Prompts of equal length run in one batch with a key-value cache."""
        chains = [""] * len(prompts)
        groups = {}
        for i, text in enumerate(prompts):
            groups.setdefault(len(text), []).append(i)
        for length, members in groups.items():
            ids = torch.tensor([[BOS] + encode(prompts[i]) for i in members])
            caches, out, done, start = [[] for _ in self.blocks], [], torch.zeros(len(members), dtype=torch.bool), 0
            for _ in range(longest):
                n, end = ids.shape[1], start + ids.shape[1]
                x = self.embedding[ids]
                for block, past in zip(self.blocks, caches):
                    x = block(x, self.cos[start:end], self.sin[start:end], self.causal[:n, :n] if n > 1 else None, past)
                logits = F.linear(rms_norm(x[:, -1], self.norm), self.embedding) + self.offset
                if temperature == 0:
                    ids = logits.argmax(-1, keepdim=True)
                else:
                    ids = torch.multinomial(torch.softmax(logits / temperature, -1), 1, generator=generator)
                start = end
                out.append(ids)
                done |= ids[:, 0] <= NEWLINE
                if bool(done.all()):
                    break
            for i, row in zip(members, torch.cat(out, 1).tolist()):
                text = ""
                for t in row:
                    if t <= NEWLINE:
                        break
                    text += TEXT[t]
                chains[i] = text
        return chains
