"""How well single latent dimensions stand for single factors: MIG and the FactorVAE score, each computed in two ways.

A popular re-implementation of the MIG was wrong by a factor of 100; two ways that share no code must agree here.
N = pictures, D = latent dimensions, K = factors.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from attnviz.models.vae import log_density

COLLAPSED = (
    0.05  # a dimension whose means vary less than this says nothing (Kim & Mnih 2018, as in disentanglement_lib)
)
VOTES, GROUP = 4000, 100  # votes to learn from and as many to test on; pictures that share a factor's value for each


def mig_by_bins(codes: np.ndarray, factors: np.ndarray, *, bins: int) -> float:
    """MIG of codes [N, D] counted into equal bins, against factors [N, K]. 1802.04942, eq. 6; Locatello et al. 2019 with 20 bins.

    Mean over the factors of (I(z_j; v) - I(z_l; v)) / H(v) for the two dimensions that know most of v.
    """
    low, high = codes.min(0), codes.max(0)
    places = ((codes - low) / np.maximum(high - low, 1e-12) * bins).astype(np.int64).clip(0, bins - 1)
    gaps = []
    for values in factors.T:
        kinds = int(values.max()) + 1
        counted = [np.bincount(values * bins + place, minlength=kinds * bins) for place in places.T]
        joint = np.reshape(counted, (-1, kinds, bins)) / len(codes)
        independent = joint.sum(2, keepdims=True) * joint.sum(1, keepdims=True)
        ratio = np.divide(joint, independent, out=np.ones_like(joint), where=joint > 0)
        information = np.sort((joint * np.log(ratio)).sum((1, 2)))
        share = np.bincount(values) / len(values)
        gaps.append((information[-1] - information[-2]) / -(share * np.log(np.maximum(share, 1e-300))).sum())
    return float(np.mean(gaps))


def mig_by_densities(mu: Tensor, logvar: Tensor, factors: Tensor, *, points: int = 1500, rows: int = 1000) -> float:
    """MIG of posteriors [N, D] against factors [N, K], from densities: I(z_j; v) = H(z_j) - H(z_j | v). 1802.04942, eq. 5.

    q(z_j) and q(z_j | v) are mixtures of the posteriors; their entropies are integrated on ``points`` places.
    """
    sizes = [int(column.max()) + 1 for column in factors.T]
    member = torch.cat(
        [torch.nn.functional.one_hot(v, n) for v, n in zip(factors.T, sizes, strict=True)], dim=1
    ).float()
    counts = member.sum(0)
    std = (0.5 * logvar).exp()
    knows = []
    for j in range(mu.shape[1]):
        low, high = float((mu - 5 * std)[:, j].min()), float((mu + 5 * std)[:, j].max())
        at = torch.linspace(low, high, points)
        summed = torch.zeros(len(counts), points)
        for i in range(0, len(mu), rows):
            each = log_density(at, mu[i : i + rows, j : j + 1], logvar[i : i + rows, j : j + 1]).exp()
            summed += member[i : i + rows].T @ each
        whole = summed[: sizes[0]].sum(0, keepdim=True) / len(mu)  # the values of any one factor make up all pictures
        density = torch.cat((whole, summed / counts.clamp(min=1)[:, None])).double()
        density /= torch.trapezoid(density, at.double(), dim=1).clamp(min=1e-300)[:, None]
        entropy = -torch.trapezoid(torch.xlogy(density, density), at.double(), dim=1)
        weighted = (entropy[1:] * counts.double() / len(mu)).split(sizes)
        knows.append(torch.stack([entropy[0] - part.sum() for part in weighted]))
    best = torch.stack(knows).topk(2, dim=0).values  # [2, K]
    share = [part / len(mu) for part in counts.double().split(sizes)]
    entropies = torch.stack([-torch.xlogy(p, p).sum() for p in share])
    return float(((best[0] - best[1]) / entropies).mean())


def factor_score_by_votes(codes: np.ndarray, factors: np.ndarray, *, seed: int, votes: int = VOTES) -> float:
    """FactorVAE score of codes [N, D] against factors [N, K]. Kim & Mnih 2018 (1802.05983), section 4.

    Pictures that share one factor's value vote for the dimension that varies least among them; the share of votes that the
    majority's table, learned on other votes, understands.
    """
    random = np.random.default_rng(seed)
    living = codes.var(0) >= COLLAPSED
    if not living.any():
        return 0.0
    codes = codes[:, living] / codes[:, living].std(0)
    kinds = factors.shape[1]
    table = np.zeros((2, codes.shape[1], kinds))
    groups = [[np.flatnonzero(column == v) for v in range(int(column.max()) + 1)] for column in factors.T]
    for half in table:
        for _ in range(votes):
            factor = int(random.integers(kinds))
            group = groups[factor][int(random.integers(len(groups[factor])))]
            chosen = codes[group[random.integers(len(group), size=GROUP)]]
            half[chosen.var(0, ddof=1).argmin(), factor] += 1
    learned, tested = table
    return float(tested[np.arange(len(learned)), learned.argmax(1)].sum() / votes)


def factor_score_by_pairs(codes: Tensor, factors: Tensor, *, seed: int, votes: int = VOTES) -> float:
    """The same score from differences of pairs: sorted pictures instead of lists, all votes of a factor at once."""
    random = torch.Generator().manual_seed(seed)
    spread = codes.var(0)
    living = spread >= COLLAPSED
    if not bool(living.any()):
        return 0.0
    codes, spread = codes[:, living], spread[living]
    tables = torch.zeros(2, factors.shape[1], codes.shape[1])
    which = torch.randint(factors.shape[1], (2, votes), generator=random)
    for factor in range(factors.shape[1]):
        order = factors[:, factor].argsort()
        ordered = factors[order, factor].contiguous()
        for half, chosen in enumerate(which):
            count = int((chosen == factor).sum())
            value = torch.randint(int(ordered[-1]) + 1, (count, 1), generator=random)
            begin, end = torch.searchsorted(ordered, value), torch.searchsorted(ordered, value, right=True)
            at = begin + (torch.rand(count, 2 * GROUP, generator=random, dtype=torch.float64) * (end - begin)).long()
            first, second = codes[order[at]].chunk(2, dim=1)
            variance = 0.5 * (first - second).square().mean(1) / spread
            tables[half, factor] += torch.bincount(variance.argmin(1), minlength=codes.shape[1])
    rule = tables[0].argmax(0)
    return float(tables[1].gather(0, rule[None]).sum() / votes)


def carried(codes: np.ndarray, factors: np.ndarray, *, bins: int = 20) -> list[tuple[int, float]]:
    """For each dimension of codes [N, D] the factor of factors [N, K] that it tells most of, and the share I(z_j; v) / H(v) of it,
    0..1. Of a dimension that tells nothing the share is near 0.
    """
    low, high = codes.min(0), codes.max(0)
    places = ((codes - low) / np.maximum(high - low, 1e-12) * bins).astype(np.int64).clip(0, bins - 1)
    shares = np.zeros((codes.shape[1], factors.shape[1]))
    for k, values in enumerate(factors.T.astype(np.int64)):
        kinds = int(values.max()) + 1
        known = np.bincount(values, minlength=kinds) / len(values)
        entropy = -(known * np.log(np.maximum(known, 1e-300))).sum()
        for j, place in enumerate(places.T):
            joint = np.bincount(values * bins + place, minlength=kinds * bins).reshape(kinds, bins) / len(codes)
            independent = joint.sum(1, keepdims=True) * joint.sum(0, keepdims=True)
            ratio = np.divide(joint, independent, out=np.ones_like(joint), where=joint > 0)
            shares[j, k] = (joint * np.log(ratio)).sum() / max(entropy, 1e-12)
    best = shares.argmax(1)
    return [(int(k), float(shares[j, k])) for j, k in enumerate(best)]
