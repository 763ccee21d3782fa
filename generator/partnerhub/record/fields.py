"""A field is declared once, on its model: its type, what reviewers call it, and who may see it.

    tagline: Annotated[Texts | None, Public(N_("tagline"))] = None

Asked by whoever needs to know what the format holds: parsing, reviews, the JSON Schema, the reference. A model whose
fields don't say all of it can't be imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, ClassVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from partnerhub.words.finding import FieldPath
from partnerhub.words.terms import N_, Term


@dataclass(frozen=True)
class Public:
    """Shown to everybody once the partnership is approved."""

    words: Term
    """What reviewers call the field."""
    name: ClassVar[str] = "public"
    meaning: ClassVar[str] = N_("Public.")
    may_be_quoted: ClassVar[bool] = True


@dataclass(frozen=True)
class Private:
    """Stays in the repository."""

    words: Term
    name: ClassVar[str] = "private"
    meaning: ClassVar[str] = N_("Private.")
    may_be_quoted: ClassVar[bool] = False


@dataclass(frozen=True)
class Shapes:
    """Stays in the repository, but shapes what is public."""

    words: Term
    may_be_quoted: bool = False
    """Whether it holds no secret, so that messages may repeat what was typed."""
    name: ClassVar[str] = "shapes"
    meaning: ClassVar[str] = N_("Not shown, but shapes what is public.")


@dataclass(frozen=True)
class Parts:
    """Holds fields of its own, or a list of such; each of them says who may see it."""

    words: Term


Visibility = Public | Private | Shapes | Parts


@dataclass(frozen=True)
class InWords:
    """A type as people who write partner files call it; stands in the `Annotated` that makes the type."""

    words: str
    is_in_languages: bool = False
    """Whether it is a text that may be given once a language."""
    is_text: bool = False
    """Whether it is words, rather than a date, a number or an address."""
    is_long: bool = False
    """Whether it is a text of one or more lines."""
    example: str = "…"
    """What may be typed."""


@dataclass(frozen=True)
class Example:
    """What may be typed in a field, where its type has no example of its own."""

    text: str


@dataclass(frozen=True)
class Since:
    """The version that brought a field, where that is not the first."""

    version: str


FIRST_VERSION = "0.1"


@dataclass(frozen=True)
class DeclaredField:
    """A field as its model declares it."""

    path: tuple[str, ...]
    """The names from the walked model down, as they are typed: `("events", "with")`; a list adds no step."""
    attribute: str
    """Its name in the model."""
    visibility: Visibility
    annotation: Any
    """The type, without what `Annotated` says of it."""
    type_in_words: str
    is_in_languages: bool
    """Whether its value maps languages to texts."""
    is_text: bool
    """Whether its value is words, or a list of such."""
    is_long: bool
    """Whether it is a text of one or more lines."""
    example: str
    """What may be typed in it; `…` where nothing is declared."""
    choices: type[StrEnum] | None
    """Among which its value is one."""
    docstring: str
    since: str
    """The version that brought it."""
    is_required: bool
    default: Any
    """None for a required field."""
    holds: type[BaseModel] | None = None
    """The model of the fields that it holds; None for a leaf."""
    is_list: bool = False
    """Whether it holds any number of them."""

    @property
    def example_line(self) -> str:
        """A line that gives it."""
        return f"{self.path[-1]}: {self.example}"

    @property
    def parts(self) -> Sequence[DeclaredField]:
        """The fields that it holds; none for a leaf."""
        return _declared(self.holds, self.path) if self.holds else ()

    @property
    def leaves(self) -> Sequence[DeclaredField]:
        """The fields with values at or below this one."""
        return [leaf for part in self.parts for leaf in part.leaves] if self.holds else [self]

    @property
    def visibilities(self) -> frozenset[str]:
        """Who may see what is at or below it: `public`, `private`, `shapes`."""
        return frozenset(leaf.visibility.name for leaf in self.leaves if not isinstance(leaf.visibility, Parts))

    @property
    def may_be_quoted(self) -> bool:
        """Whether a message may repeat what was typed: nothing at or below it is secret."""
        return all(not isinstance(leaf.visibility, Parts) and leaf.visibility.may_be_quoted for leaf in self.leaves)

    @property
    def is_public(self) -> bool:
        """Whether its value is shown."""
        return isinstance(self.visibility, Public)


class Fields(BaseModel):
    """A model of the record. Raises TypeError at import for a field that does not say who may see it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, populate_by_name=False)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Read the declarations once, so that a faulty one stops the import."""
        declared(cls)


def declared(model: type[BaseModel]) -> Sequence[DeclaredField]:
    """The fields of a model, in its order. Raises TypeError for one that is not declared in full."""
    return _declared(model, ())


@cache
def walk(model: type[BaseModel]) -> Sequence[DeclaredField]:
    """Every field of a model at any depth, each before the fields that it holds."""
    return tuple(_walk(declared(model)))


@cache
def leaves(model: type[BaseModel]) -> Sequence[DeclaredField]:
    """The fields with values, at any depth."""
    return tuple(field for field in walk(model) if field.holds is None)


@cache
def field_names(model: type[BaseModel]) -> frozenset[str]:
    """The name of every field, at any depth, as it is typed."""
    return frozenset(field.path[-1] for field in walk(model))


def field_at(model: type[BaseModel], place: FieldPath) -> DeclaredField | None:
    """The field whose value stands, or is part of what stands, at a place in a file; None for what nobody declared."""
    by_path = _by_path(model)
    path: tuple[str, ...] = ()
    field = None
    for step in place:
        # Items of lists have no name, and what lies within a leaf (a language, a link's label) is its value.
        if isinstance(step, str) and (field is None or field.holds):
            path = (*path, step)
            field = by_path.get(path)
            if field is None:
                return None
    return field


def may_be_quoted(model: type[BaseModel], place: FieldPath) -> bool:
    """Whether a message may repeat what was typed at a place: an allow-list."""
    field = field_at(model, place)
    return field is not None and field.may_be_quoted


def withheld_fields(record: BaseModel) -> list[str]:
    """The fields that are filled in and stay in the repository, by name, each once."""
    filled = _filled(declared(type(record)), record)
    return sorted({".".join(field.path) for field in filled if not field.may_be_quoted})


def values_at(holder: BaseModel, path: tuple[str, ...]) -> Iterator[Any]:
    """What stands in a leaf below a part of a record: one value, or one for each item of a list that holds it."""
    field = next(each for each in declared(type(holder)) if each.path == path[:1])
    value = getattr(holder, field.attribute)
    if field.holds is None:
        yield value
    elif value is not None:
        for part in value if field.is_list else (value,):
            yield from values_at(part, path[1:])


def is_empty(value: object) -> bool:
    """Whether a field's value says nothing."""
    return value is None or value in ("", (), {})


def _filled(fields: Sequence[DeclaredField], holder: BaseModel) -> Iterator[DeclaredField]:
    for field in fields:
        value = getattr(holder, field.attribute)
        if field.attribute not in holder.model_fields_set or is_empty(value):
            continue
        if field.holds is None:
            yield field
        else:
            for part in value if field.is_list else (value,):
                yield from _filled(field.parts, part)


def _walk(fields: Sequence[DeclaredField]) -> Iterator[DeclaredField]:
    for field in fields:
        yield field
        yield from _walk(field.parts)


@cache
def _by_path(model: type[BaseModel]) -> Mapping[tuple[str, ...], DeclaredField]:
    return {field.path: field for field in walk(model)}


@cache
def _declared(model: type[BaseModel], above: tuple[str, ...]) -> Sequence[DeclaredField]:
    return tuple(_read(model, attribute, info, above) for attribute, info in model.model_fields.items())


def _read(model: type[BaseModel], attribute: str, info: FieldInfo, above: tuple[str, ...]) -> DeclaredField:
    name = f"{model.__name__}.{attribute}"
    markers = [each for each in info.metadata if isinstance(each, Visibility)]
    if len(markers) != 1:
        raise TypeError(f"{name} must say once who may see it: Annotated[…, Public(…)], Private, Shapes or Parts")
    (visibility,) = markers
    holds = next((part for part in _parts_of(info.annotation) if _is_model(part)), None)
    if (holds is not None) is not isinstance(visibility, Parts):
        raise TypeError(f"{name} must be marked as Parts if it holds fields of its own, and only then")
    if not info.description:
        raise TypeError(f"{name} must have a docstring: editors show it")
    in_words = next((each for each in info.metadata if isinstance(each, InWords)), None)
    said = [each for each in (in_words, *_parts_of(info.annotation)) if isinstance(each, InWords)]
    return DeclaredField(
        path=(*above, info.alias or attribute),
        attribute=attribute,
        visibility=visibility,
        annotation=info.annotation,
        type_in_words=in_words.words if in_words else _type_in_words(info.annotation),
        is_in_languages=any(each.is_in_languages for each in said),
        is_text=any(each.is_text for each in said),
        is_long=any(each.is_long for each in said),
        example=next((each.text for each in info.metadata if isinstance(each, Example)), None)
        or next((each.example for each in said), "…"),
        choices=next((part for part in _parts_of(info.annotation) if _is_choice(part)), None),
        docstring=info.description,
        since=next((each.version for each in info.metadata if isinstance(each, Since)), FIRST_VERSION),
        is_required=info.is_required(),
        default=None if info.is_required() else info.get_default(call_default_factory=True),
        holds=holds,
        is_list=holds is not None and any(get_origin(part) is tuple for part in _parts_of(info.annotation)),
    )


def _parts_of(annotation: Any) -> Iterator[Any]:
    """A type, and all that it is made of, what `Annotated` says of it included."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts_of(part)


def _is_choice(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, StrEnum)


def _is_model(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _type_in_words(annotation: Any) -> str:
    arguments = [part for part in get_args(annotation) if part not in (NoneType, Ellipsis)]
    words = next((part.words for part in arguments if isinstance(part, InWords)), None)
    if words:
        return words
    if _is_choice(annotation):
        return "one of " + ", ".join(annotation)
    if _is_model(annotation):
        return "fields of its own"
    if get_origin(annotation) is tuple:
        return f"list, each: {_type_in_words(arguments[0])}"
    if get_origin(annotation) is dict:
        return f"names of your choice, each with: {_type_in_words(arguments[1])}"
    return _type_in_words(arguments[0]) if arguments else str(annotation)
