"""The sentences of what follows from a workload's numbers: one for each kind of finding."""

from typing import Final

from kata.compare.findings import Finding, Place, Verdict
from kata.compare.mechanisms import Dispatch, Evened, Fused, Unrolled
from kata.compare.prices import Compilation, Kept, Payback, Peak
from kata.compare.result import VariantName
from kata.i18n import _, ngettext
from kata.report.quantities import (
    around,
    capital,
    duration,
    listed,
    number,
    share,
    size_of,
    times_as,
    variant_in_words,
    variants_in_words,
)

_ALIKE: Final = 1.1  # a factor below which two amounts are told as one
_SCATTERED: Final = 0.1  # medians that lie further apart than this share tie only because their intervals are wide
_TORCH: Final[VariantName] = "torch"
_JAX: Final[VariantName] = "jax"


def finding_in_words(finding: Finding) -> str:
    """Return the sentence, or two, that a finding comes to."""
    match finding:
        case Verdict():
            return _verdict(finding)
        case Dispatch():
            return _dispatch(finding)
        case Unrolled():
            return _unrolled(finding)
        case Evened():
            return _evened(finding)
        case Fused():
            return _fused(finding)
        case Peak():
            return _peak(finding)
        case Kept():
            return _kept(finding)
        case Compilation():
            return _compilation(finding)


def _verdict(found: Verdict) -> str:
    first, *others = found.places
    clauses = [_place(first), *(_place(place, same=place.fastest == first.fastest) for place in others)]
    if found.turns:
        clauses.append(_("the lead changes near {sizes}").format(sizes=listed(map(around, found.turns))))
    return capital(_("; ").join(clauses)) + _(".")


def _place(place: Place, *, same: bool = False) -> str:
    """Return a clause; `same`: the one before has named the same as the fastest."""
    if place.within > _SCATTERED:
        words = _("at {size} the times of {variants} scatter too much to say which is the fastest")
    elif place.next is None:
        words = _("at {size} {variants} tie on this machine, within {share}")
    elif len(place.fastest) > 1:
        words = _("at {size} {variants} tie on this machine, within {share}, {ratio} times as fast as {next}")
    elif same:
        words = _("at {size} too, {ratio} times as fast as {next}")
    else:
        words = _("at {size} {variants} is the fastest, {ratio} times as fast as {next}")
    return words.format(
        size=number(place.size),
        variants=variants_in_words(place.fastest),
        share=share(place.within),
        ratio=times_as(place.ratio or 1),
        next="" if place.next is None else variant_in_words(place.next),
    )


def _dispatch(found: Dispatch) -> str:
    words = _("At {size} starting operations decides: {parts}.")
    if found.up_to is not None:
        words = _("From {size} to {more} starting operations decides, not the data: {parts}.")
    each = _("{each} for each of {count} in {variant}")
    parts = [
        each.format(variant=variant_in_words(name), each=duration(one.each), count=number(one.operations))
        for name, one in found.starts.items()
    ]
    said = words.format(size=number(found.size), more=number(found.up_to or 0), parts=_(", ").join(parts))
    if found.best is None:
        return said
    then = _("{before} {best} hands out compiled programs, {ratio} times as fast as {slowest}.")
    best, slowest = variant_in_words(found.best), variant_in_words(found.slowest)
    return then.format(before=said, best=best, ratio=times_as(found.ratio), slowest=slowest)


def _unrolled(found: Unrolled) -> str:
    words = _(
        "At {size} Python unrolls the loop for eager PyTorch: {count} operations, one by one, {each} apiece. "
        "A program of JAX holds the whole loop in {others}."
    )
    return words.format(
        size=number(found.size),
        count=number(found.operations),
        each=duration(found.each),
        others=number(found.others),
    )


def _evened(found: Evened) -> str:
    words = _(
        "At {small} they lie a factor of {before} apart, at {size} all within {within}: "
        "the longer the kernels run, the less it matters who starts them."
    )
    if found.besides:
        words = _(
            "At {small} they lie a factor of {before} apart, at {size} all but {besides} within {within}: "
            "the longer the kernels run, the less it matters who starts them."
        )
    return words.format(
        small=number(found.small),
        before=times_as(found.before),
        size=number(found.size),
        within=share(found.within),
        besides=variants_in_words(found.besides) if found.besides else "",
    )


def _fused(found: Fused) -> str:
    words = ngettext(
        "At {size} {compiled} starts {kernels} kernel in place of {operations} operations and is {ratio} times "
        "as fast as {eager}: fewer to start, and less that goes through memory in between.",
        "At {size} {compiled} starts {kernels} kernels in place of {operations} operations and is {ratio} times "
        "as fast as {eager}: fewer to start, and less that goes through memory in between.",
        found.kernels,
    )
    return words.format(
        size=number(found.size),
        compiled=variant_in_words(found.compiled),
        kernels=number(found.kernels),
        operations=number(found.operations),
        ratio=times_as(found.ratio),
        eager=variant_in_words(found.eager),
    )


def _peak(found: Peak) -> str:
    words = _("At {size} {least} needs the least memory at its height, {low}, and {most} the most, {high}.")
    said = words.format(
        size=number(found.size),
        least=variant_in_words(found.least),
        low=size_of(found.least_bytes),
        most=variant_in_words(found.most),
        high=size_of(found.most_bytes),
    )
    if not found.compilers:
        return said
    lowered = listed("PyTorch" if name == "torch.compile" else "JAX" for name in found.compilers)
    return _("{before} Compiling lowers it in {frameworks}.").format(before=said, frameworks=lowered)


def _kept(found: Kept) -> str:
    if found.ratio < _ALIKE:
        words = _(
            "For the backward pass both frameworks keep about {size} if nothing is compiled: activations, no graph."
        )
        return words.format(size=size_of(found.torch))
    words = _("For the backward pass {less} keeps {low} and {more} {high}, {ratio} times as much.")
    (low, less), (high, more) = sorted(((found.torch, _TORCH), (found.jax, _JAX)))
    return words.format(
        less=variant_in_words(less),
        low=size_of(low),
        more=variant_in_words(more),
        high=size_of(high),
        ratio=times_as(found.ratio),
    )


def _compilation(found: Compilation) -> str:
    parts = [_payback(compiled, paid) for compiled, paid in found.paid.items()]
    return _("At {size} {parts}.").format(size=number(found.size), parts=_("; ").join(parts))


def _payback(compiled: VariantName, paid: Payback) -> str:
    words = _("{compiled} takes {first} for its first call and is ahead of {eager} from run {calls} on")
    if paid.calls is None:
        words = _("{compiled} takes {first} for its first call, and later ones are no faster than {eager}")
    elif paid.calls == 1:
        words = _("{compiled} takes {first} for its first call, no more than {eager} does")
    return words.format(
        compiled=variant_in_words(compiled),
        first=duration(paid.first),
        eager=variant_in_words(paid.eager),
        calls=number(paid.calls or 0),
    )
