"""Trains one model of the family. Resumable: run the same command again after any interruption.

  /usr/bin/python3 train.py nano-s --steps 12000 --folder /tmp/nano

Writes into the folder: NAME.pt (checkpoint), NAME.csv (loss curve), NAME.gguf (at each checkpoint).
"""
import argparse
import csv
import os
import random
import time

import torch
import torch.nn.functional as F

import gguf_file
import model as m
from tasks import FAMILIES, answer, prompt

LEARNING_RATE = {"nano-s": 6e-3, "nano-m": 5e-3, "nano-l": 4e-3}
SEEDS = {"nano-s": 11, "nano-m": 12, "nano-l": 13}
BATCH_TOKENS, POOL_ROWS = 4096, 384
CANDIDATE_WEIGHT = 0.5               # loss of candidate lines beside 1 for answers
OWN_FROM, OWN_EVERY, OWN_PROBLEMS, OWN_KEEP = 0.3, 150, 96, 12
SHARES = (0.28, 0.12, 0.10, 0.18, 0.08, 0.15, 0.05, 0.02, 0.02)  # rows with 0 .. 8 candidates


class Rows:
    """Training rows: (ids, weights). A row teaches every sound character of its candidates and its answer,
    so that a row with five candidates teaches computing, refining and merging at once."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.own = []  # (family, question, samples) drawn from the model itself

    def row(self):
        rng = self.random
        k = rng.choices(range(len(SHARES)), SHARES)[0]
        if k and self.own and rng.random() < 0.6:
            family, question, samples = rng.choice(self.own)
            candidates = rng.sample(samples, min(k, len(samples)))
        else:
            family = rng.choice(FAMILIES)
            question, error = family.draw(rng), rng.random() * 0.6
            candidates = [family.chain(question, rng, error) for _ in range(k)]
        marker = "f" if candidates and rng.random() < 0.5 else "a"
        ids, weights = [m.BOS], [0.0]
        self._add(ids, weights, "q " + question + "\n", None, 0.0)
        for line, head, weight in [(c, "c", CANDIDATE_WEIGHT) for c in candidates] + [(family.chain(question), marker, 1.0)]:
            self._add(ids, weights, head + " ", None, 0.0)
            self._add(ids, weights, line + "\n", family.sound(question, line), weight)
        return ids + [m.EOS], weights + [1.0]

    @staticmethod
    def _add(ids, weights, text, sound, weight):
        ids += m.encode(text)
        weights += [0.0] * len(text) if sound is None else [weight if s else 0.0 for s in sound]

    def batches(self):
        """A pool of rows cut into batches of like length, in random order."""
        rows = sorted((self.row() for _ in range(POOL_ROWS)), key=lambda r: len(r[0]))
        cuts, start = [], 0
        while start < len(rows):
            end = start + 1
            while end < len(rows) and (end + 1 - start) * len(rows[end][0]) <= BATCH_TOKENS:
                end += 1
            cuts.append(rows[start:end])
            start = end
        self.random.shuffle(cuts)
        for cut in cuts:
            longest = max(len(ids) for ids, _ in cut)
            x, w = torch.full((len(cut), longest), m.EOS), torch.zeros(len(cut), longest)
            for i, (ids, weights) in enumerate(cut):
                x[i, :len(ids)] = torch.tensor(ids)
                w[i, :len(ids)] = torch.tensor(weights)
            yield x, w

    def refresh_own(self, net, generator):
        """Adds problems with the model's own answers, right and wrong, at the temperature of the suites."""
        drawn = []
        for _ in range(OWN_PROBLEMS):
            family = self.random.choice(FAMILIES)
            drawn.append((family, family.draw(self.random)))
        prompts = [prompt(q) for _, q in drawn for _ in range(8)]
        chains = net.sample(prompts, 0.7, generator)
        for i, (family, question) in enumerate(drawn):
            samples = chains[8 * i:8 * i + 8]
            self.own.append((family, question, samples))
        self.own = self.own[-OWN_PROBLEMS * OWN_KEEP:]


class Muon(torch.optim.Optimizer):
    """Momentum whose matrix updates are made nearly orthogonal by five Newton-Schulz steps (Jordan et al. 2024),
    scaled to the size of an Adam update (Liu et al. 2025). Parameters are stacks of matrices."""

    def __init__(self, params, lr, momentum=0.95, weight_decay=0.01):
        super().__init__(params, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                if "buffer" not in state:
                    state["buffer"] = torch.zeros_like(p)
                buffer = state["buffer"].mul_(group["momentum"]).add_(p.grad)
                update = self._orthogonal(p.grad.add(buffer, alpha=group["momentum"]))
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(update, alpha=-group["lr"] * 0.2 * max(p.shape[-2:]) ** 0.5)

    @staticmethod
    def _orthogonal(x):
        tall = x.shape[-2] > x.shape[-1]
        if tall:
            x = x.transpose(-1, -2)
        x = x / (x.flatten(1).norm(dim=1).view(-1, 1, 1) + 1e-7)
        for _ in range(5):
            a = x @ x.transpose(-1, -2)
            x = 3.4445 * x + (-4.7750 * a + 2.0315 * (a @ a)) @ x
        return x.transpose(-1, -2) if tall else x


def rate(step, args):
    if step < args.warm_up:
        return (step + 1) / args.warm_up
    left = (args.steps - step) / (args.decay * args.steps)
    return max(0.01, min(1.0, left))


def held_out_accuracy(net, problems, k, seed=5):
    """Share right on held-out problems, per family and level; with k own answers as candidates."""
    generator, rng, text = torch.Generator().manual_seed(seed), random.Random(seed), []
    for family in FAMILIES:
        for level in family.levels:
            questions = [family.draw_held_out(rng, level) for _ in range(problems)]
            candidates = net.sample([prompt(q) for q in questions for _ in range(k)], 0.7, generator) if k else []
            prompts = [prompt(q, candidates[k * i:k * i + k], "f" if k else "a") for i, q in enumerate(questions)]
            chains = net.sample(prompts, 0.7, generator)
            right = sum(answer(c) == answer(family.chain(q)) for q, c in zip(questions, chains))
            text.append("%s%d=%.2f" % (family.name, level, right / problems))
    return " ".join(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=sorted(m.SIZES))
    parser.add_argument("--steps", type=int, required=True, help="length of the whole schedule")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--warm-up", type=int, default=100, help="steps over which the rate rises")
    parser.add_argument("--decay", type=float, default=0.35, help="last share of the steps, over which the rate falls to zero")
    parser.add_argument("--grow-from", metavar="FILE", help="checkpoint of a smaller model (NAME*.pt) to start from")
    parser.add_argument("--lists", metavar="LETTERS,OPERATIONS", default="10,5", help="largest problems of lists to draw")
    parser.add_argument("--save-seconds", type=float, default=120)
    args = parser.parse_args()
    letters, operations = (int(n) for n in args.lists.split(","))
    FAMILIES[1].sizes = lambda rng: (rng.randint(3, letters), rng.randint(1, operations))
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    os.makedirs(args.folder, exist_ok=True)
    file = os.path.join(args.folder, args.name)

    torch.manual_seed(SEEDS[args.name])
    net, rows, generator = m.Nano(*m.SIZES[args.name]), Rows(SEEDS[args.name]), torch.Generator().manual_seed(SEEDS[args.name])
    matrices = [p for p in net.parameters() if p.dim() == 3]
    others = [p for p in net.parameters() if p.dim() != 3]
    base = LEARNING_RATE[args.name]
    optimizers = [Muon(matrices, base), torch.optim.AdamW(others, base, betas=(0.9, 0.98), weight_decay=0.0)]
    step, spent, tokens = 0, 0.0, 0
    if os.path.exists(file + ".pt"):
        state = torch.load(file + ".pt")
        net.load_state_dict(state["net"])
        for optimizer, saved in zip(optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        rows.random.setstate(state["random"])
        generator.set_state(state["generator"])
        families = {f.name: f for f in FAMILIES}
        rows.own = [(families[f], q, s) for f, q, s in state["own"]]
        step, spent, tokens = state["step"], state["spent"], state["tokens"]
    elif args.grow_from:
        small = m.Nano(*m.SIZES[os.path.basename(args.grow_from)[:6]])
        small.load_state_dict(torch.load(args.grow_from)["net"])
        net.grow_from(small)
        print("grown from", args.grow_from, held_out_accuracy(small, 20, 0), "->", held_out_accuracy(net, 20, 0), flush=True)
    curve = open(file + ".csv", "a", newline="")
    log = csv.writer(curve)
    if step == 0:
        log.writerow(["step", "cpu_seconds", "tokens", "rate", "loss"])
    print(args.name, net.parameters_without_embedding(), "parameters without embedding, from step", step, flush=True)

    def save():
        state = dict(net=net.state_dict(), optimizers=[o.state_dict() for o in optimizers], random=rows.random.getstate(),
                     generator=generator.get_state(), own=[(f.name, q, s) for f, q, s in rows.own],
                     step=step, spent=spent, tokens=tokens)
        torch.save(state, file + ".pt.new")
        os.replace(file + ".pt.new", file + ".pt")
        gguf_file.write(net, file + ".gguf", args.name)
        curve.flush()

    saved, smooth, clock, next_own = time.time(), None, time.process_time(), 0
    batches = iter(())
    while step < args.steps:
        if step >= OWN_FROM * args.steps and step >= next_own:
            rows.refresh_own(net, generator)
            next_own = step + OWN_EVERY
        batch = next(batches, None)
        if batch is None:
            batches = rows.batches()
            batch = next(batches)
        x, w = batch
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = base * rate(step, args)
        logits = net(x[:, :-1])
        losses = F.cross_entropy(logits.flatten(0, 1), x[:, 1:].flatten(), reduction="none")
        weights = w[:, 1:].flatten()
        loss = (losses * weights).sum() / weights.sum()
        net.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(others, 1.0)
        for optimizer in optimizers:
            optimizer.step()
        smooth = loss.item() if smooth is None else 0.98 * smooth + 0.02 * loss.item()
        step, tokens = step + 1, tokens + x.numel()
        now = time.process_time()
        spent, clock = spent + now - clock, now
        if step % 50 == 0:
            log.writerow([step, "%.0f" % spent, tokens, "%.5f" % (base * rate(step, args)), "%.4f" % smooth])
            print(step, "cpu %.0f s" % spent, "tokens", tokens, "loss %.4f" % smooth, flush=True)
        if step % 1000 == 0 or step == args.steps:
            for k in (0, 3):
                print("  k=%d" % k, held_out_accuracy(net, 40, k), flush=True)
        if time.time() - saved > args.save_seconds:
            save()
            saved = time.time()
    save()
    print("done", flush=True)


if __name__ == "__main__":
    main()
