"""What was read as plain data for JSON, and as Python lines that give the same. Imports no torch."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from attnviz.engine.messages import DECIMALS
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.read.messages import (
        Answer,
        Answered,
        CompareFillings,
        Fill,
        Filled,
        Filling,
        FillingsCompared,
        Find,
        Found,
        Parse,
        Parsed,
        Span,
        Title,
        Titled,
    )
    from attnviz.engine.read.title import Written


def _rounded(number: float) -> float:
    return round(float(number), DECIMALS)


def _span(span: Span) -> dict[str, Any]:
    return {"text": span.text, "start": span.start, "end": span.end, "probability": _rounded(span.probability)}


def answered(result: Answered) -> dict[str, Any]:
    """``answer`` is null where there is none; ``alternatives`` are then all spans, best first."""
    return spans(result.spans, result.none)


def spans(given: Sequence[Span], none: float) -> dict[str, Any]:
    """The same of spans, best first, and the probability of none."""
    from attnviz.engine.read.messages import is_found

    best = given[0] if given else None
    found = best if is_found(given, none) else None
    return {
        "answer": found.text if found else None,
        "start": found.start if found else None,
        "end": found.end if found else None,
        "probability": _rounded(best.probability) if best else 0.0,
        "none": _rounded(none),
        "alternatives": [_span(span) for span in (given[1:] if found else given)],
    }


def filled(result: Filled) -> dict[str, Any]:
    """Of each blank the likeliest words."""
    return fillings(result.fillings)


def fillings(given: Sequence[Sequence[Filling]]) -> dict[str, Any]:
    """The same of words for blanks."""
    return {
        "fillings": [
            [{"token": each.token, "probability": _rounded(each.probability)} for each in words] for words in given
        ],
    }


def compared(result: FillingsCompared) -> dict[str, Any]:
    """Words with their probabilities in both sentences and the difference, second less first."""
    rows = zip(result.words, result.first.tolist(), result.second.tolist(), strict=True)
    return {
        "first": result.request.first.text,
        "second": result.request.second.text,
        "words": [
            {"token": word, "first": _rounded(a), "second": _rounded(b), "difference": _rounded(b - a)}
            for word, a, b in rows
        ],
    }


def parsed(result: Parsed) -> dict[str, Any]:
    """Heads are 1-based, 0 for the root; predicates 0-based; ends of roles exclusive."""
    return {
        "words": [token.text for token in result.words],
        "upos": list(result.upos),
        "head": list(result.heads),
        "deprel": list(result.labels),
        "predicates": [
            {"predicate": each.place, "roles": [[role.label, role.start, role.end] for role in each.roles]}
            for each in result.predicates
        ],
    }


def titled(result: Titled) -> dict[str, Any]:
    """``tokens`` of the title, each with its probability and the share of it that is copied; ``beams`` best first."""
    rows = zip(result.target_tokens, np.exp(result.log_probabilities).tolist(), result.copied.tolist(), strict=True)
    return {
        "title": result.text,
        "tokens": [
            {"token": token.text, "probability": _rounded(probability), "copied": _rounded(copied)}
            for token, probability, copied in rows
        ],
        "beams": [{"title": beam.text, "score": _rounded(beam.score)} for beam in result.beams],
    }


def written(title: Written) -> dict[str, Any]:
    """A title of a file: its score is the mean log-probability of a token, ``copied`` the share of its tokens that are copied."""
    return {"title": title.text, "score": _rounded(title.score), "copied": _rounded(title.copied)}


def found(result: Found, most: int = 0) -> dict[str, Any]:
    """Texts best first (``most`` of them, 0 for all), each with its place among those given."""
    order = result.order.tolist()[: most or None]
    return {
        "query": result.request.query,
        "texts": [
            {
                "place": place,
                "text": result.request.texts[place],
                "score": _rounded(result.scores[place]),
                "share": _rounded(result.shares[place]),
                "bm25": _rounded(result.overlap[place]),
            }
            for place in order
        ],
    }


def best_matches(result: Found) -> list[tuple[str, str, float]]:
    """Of each word of the query the word of the shown text that it is most like, and how like: pieces are joined to words."""
    from attnviz.engine.attention.maps import word_groups

    if not result.similarity.size:
        return []
    found_ = []
    columns = word_groups(result.tokens)
    for group in word_groups(result.query_tokens):
        if all(result.query_tokens[i].kind == "special" for i in group):
            continue
        rows = result.similarity[group]
        best = [float(rows[:, column].max()) for column in columns]
        at = max(range(len(best)), key=best.__getitem__)
        found_.append((_text(result.query_tokens, group), _text(result.tokens, columns[at]), best[at]))
    return found_


def _text(tokens: Sequence[Any], group: Sequence[int]) -> str:
    return "".join(tokens[i].text for i in group)


# Python lines


def _call(request: Any) -> str:
    """A request as Python writes it, without what is as usual."""
    said = []
    for field in fields(request):
        value = getattr(request, field.name)
        if value != field.default or field.name in ("text", "passage", "question", "query", "texts"):
            said.append(f"{field.name}={_call(value) if hasattr(value, '__dataclass_fields__') else repr(value)}")
    return f"{type(request).__name__}({', '.join(said)})"


def _lines(request: Any, also: Sequence[str], *names: str) -> str:
    listed = ", ".join(sorted({type(request).__name__, *names}))
    return (
        f"from attnviz.engine.read.messages import {listed}\n"
        "from attnviz.engine.session import Session\n\n"
        f"result = Session().run({_call(request)})\n" + "".join(f"{line}\n" for line in also)
    )


WEIGHTS = "weights = result.attention.weights  # [layer, head, query, key]"


def answer_lines(request: Answer) -> str:
    """Lines that find the answer again."""
    return _lines(request, ("print(result.spans, result.found)", WEIGHTS))


def fill_lines(request: Fill) -> str:
    """Lines that fill the blanks again."""
    return _lines(request, ("print(result.fillings)", WEIGHTS))


def compare_lines(request: CompareFillings) -> str:
    """Lines that compare the fillings again."""
    return _lines(request, ("print(result.words, result.second - result.first)",), "Fill")


def parse_lines(request: Parse) -> str:
    """Lines that take the sentence apart again."""
    return _lines(
        request,
        (
            "print(result.heads, result.labels, result.upos)",
            "print(result.arcs.round(3))  # each word over its heads",
            WEIGHTS,
        ),
    )


def title_lines(request: Title) -> str:
    """Lines that write the title again."""
    return _lines(request, ("print(result.text, result.copied.round(2))", "cross, encoder, decoder = result.attention"))


def find_lines(request: Find) -> str:
    """Lines that rank the texts again."""
    return _lines(request, ("print(result.order, result.shares.round(3))",))
