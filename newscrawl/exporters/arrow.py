"""Items as Arrow rows: the types of their fields, told by their dataclasses. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import pyarrow as pa

from newscrawl.policy.model import Conditions

__all__ = ["schema_of", "table_of"]

_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def schema_of(kind: type, names: Iterable[str] | None = None) -> pa.Schema:
    """Return the schema of the dataclass *kind*, or of its fields *names*; all can be null."""
    fields = _fields(kind)
    if names is None:
        return pa.schema(fields)
    known = {field.name: field for field in fields}
    return pa.schema([known[name] for name in names if name in known])


def table_of(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """Return plain *rows* as a table of *schema*; what they have beyond it is left out."""
    fitting = [
        {each.name: _fitted(row.get(each.name), each.type) for each in schema} for row in rows
    ]
    return pa.Table.from_pylist(fitting, schema)


def _fitted(value: Any, kind: pa.DataType) -> Any:
    """Return *value* as Arrow takes it for *kind*: maps as pairs."""
    if value is None:
        return None
    if pa.types.is_map(kind):
        return list(value.items())
    if pa.types.is_struct(kind):
        return {each.name: _fitted(value.get(each.name), each.type) for each in kind}
    if pa.types.is_list(kind):
        return [_fitted(element, kind.value_type) for element in value]
    return value


def _fields(kind: type) -> list[pa.Field]:
    return [pa.field(name, _type(hint)) for name, hint in get_type_hints(kind).items()]


def _type(hint: Any) -> pa.DataType:
    parts = [part for part in get_args(hint) if part is not NoneType]
    origin = get_origin(hint)
    if origin in {list, tuple}:
        return pa.list_(_type(parts[0]))
    if origin in {dict, Mapping}:
        # Conditions are written without those that are not named.
        return pa.struct(_fields(Conditions)) if parts[1] is Any else pa.map_(*map(_type, parts))
    if parts:
        return _type(parts[0])
    return _PLAIN[hint] if hint in _PLAIN else pa.struct(_fields(hint))
