"""Tests of the training code: /usr/bin/python3 -m unittest test_training (seconds, one core)."""
import random
import unittest

import torch

import model as m
import tasks
from train import Rows


class TasksTest(unittest.TestCase):
    def test_right_chains_are_sound_throughout_and_end_in_the_answer(self):
        rng = random.Random(1)
        for family in tasks.FAMILIES:
            for _ in range(300):
                question = family.draw(rng)
                chain = family.chain(question)
                self.assertTrue(all(family.sound(question, chain)), chain)
        self.assertEqual("35", tasks.answer(tasks.arith_chain("12+30-7")))
        self.assertEqual("R=cbad L=badc", tasks.lists_chain("dabc RL"))
        self.assertEqual("S=abcd X=dbca", tasks.lists_chain("dabc SX"))

    def test_a_wrong_step_is_not_taught_but_what_follows_from_it_is(self):
        sound = tasks.arith_sound("12+30-7", "12+30=41-7=34")
        self.assertEqual("12+30=  -7=34\n", "".join(c if s else " " for c, s in zip("12+30=41-7=34\n", sound)))
        sound = tasks.lists_sound("dabc RL", "R=cbda L=bdac")
        self.assertEqual("R=cb   L=bdac\n", "".join(c if s else " " for c, s in zip("R=cbda L=bdac\n", sound)))

    def test_nonsense_is_never_sound_nor_an_error(self):
        rng = random.Random(2)
        for family in tasks.FAMILIES:
            for _ in range(300):
                question = family.draw(rng)
                text = "".join(rng.choice(m.CHARS) for _ in range(rng.randrange(30)))
                self.assertEqual(len(text) + 1, len(family.sound(question, text)))

    def test_training_draws_no_held_out_problem(self):
        rng = random.Random(3)
        for family in tasks.FAMILIES:
            self.assertFalse(any(tasks.held_out(family.draw(rng)) for _ in range(2000)))
            self.assertTrue(all(tasks.held_out(family.draw_held_out(rng, level)) for level in family.levels for _ in range(20)))


class ModelTest(unittest.TestCase):
    def setUp(self):
        torch.set_num_threads(1)
        torch.manual_seed(4)

    def test_sampling_with_a_cache_equals_the_whole_forward_pass(self):
        net, prompt = m.Nano(2, 32, 2, 48), "q 12+30-7\na "
        chain = net.sample([prompt, prompt], 0, None, longest=12)
        ids, text = [m.BOS] + m.encode(prompt), ""
        for _ in range(12):
            token = int(net(torch.tensor([ids]))[0, -1].argmax())
            if token <= m.NEWLINE:
                break
            ids.append(token)
            text += m.TEXT[token]
        self.assertEqual([text, text], chain)

    def test_a_grown_model_computes_nearly_what_the_small_one_did(self):
        small, large = m.Nano(2, 32, 2, 48), m.Nano(3, 64, 4, 96)
        large.grow_from(small)
        ids = torch.tensor([[m.BOS] + m.encode("q 12+30-7\na ")])
        self.assertLess((small(ids) - large(ids)).abs().max().item(), 0.1)  # the new dimensions of the embedding
        self.assertGreater((small(ids) - m.Nano(3, 64, 4, 96)(ids)).abs().max().item(), 1)

    def test_rows_teach_nothing_of_the_question_and_all_of_the_answer(self):
        rows = Rows(5)
        for _ in range(200):
            ids, weights = rows.row()
            self.assertEqual(len(ids), len(weights))
            newline = ids.index(m.NEWLINE)
            self.assertEqual(0, sum(weights[:newline + 1]))
            self.assertEqual([1.0, 1.0], weights[-2:])
            self.assertEqual(m.EOS, ids[-1])


if __name__ == "__main__":
    unittest.main()
