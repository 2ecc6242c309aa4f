//! Where an answer stands: the repeated copies around an item, the item, and sometimes a facet of it.
//! A path is text that travels (store, wire, export), so its grammar is checked once, at `parse`.
//! Never here: what the answer is, or whether the form knows the item.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Longest path that may be stored or sent.
pub const MAX_PATH_LEN: usize = 512;

/// Where an answer stands: `d-door@k1/d-door-clear`, or an instance itself: `d-door@k1`, or a facet: `b-lock#note`.
///
/// Only enclosing *repeating groups* appear, each with its instance id; other ancestors are left out. The characters
/// `/ @ # %` inside a link id are written as `%2F %40 %23 %25`. Cloning is cheap.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnswerPath(Arc<str>);

/// What may stand beside an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// A note on the item (text).
    Note,
    /// Concern or hazard raised from the note (coding or text).
    Concern,
    /// Not seen or measured, because: a code.
    Absent,
    /// Somebody looked at a marked value and keeps it.
    Checked,
    /// Photos of what the item is about (attachments).
    Photo,
}

impl Facet {
    /// All facets, in the order of their names in paths.
    pub const ALL: [Facet; 5] = [Facet::Note, Facet::Concern, Facet::Absent, Facet::Checked, Facet::Photo];

    /// The name as it stands after `#`.
    pub fn as_str(self) -> &'static str {
        match self {
            Facet::Note => "note",
            Facet::Concern => "concern",
            Facet::Absent => "absent",
            Facet::Checked => "checked",
            Facet::Photo => "photo",
        }
    }

    /// Reads the name after `#`.
    pub fn parse(name: &str) -> Option<Facet> {
        Facet::ALL.into_iter().find(|facet| facet.as_str() == name)
    }
}

/// Why a text is not a path, in plain words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathProblem(pub &'static str);

impl fmt::Display for PathProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for PathProblem {}

impl AnswerPath {
    /// Reads a path that came from outside.
    pub fn parse(text: &str) -> Result<AnswerPath, PathProblem> {
        if text.is_empty() || text.len() > MAX_PATH_LEN {
            return Err(PathProblem("a path has 1 to 512 bytes"));
        }
        if text.chars().any(char::is_control) {
            return Err(PathProblem("a path holds no control characters"));
        }
        if !escapes_are_whole(text) {
            return Err(PathProblem("after % a path has two hexadecimal figures"));
        }
        let (place, facet) = split_facet(text);
        if facet.is_some_and(|name| Facet::parse(name).is_none()) {
            return Err(PathProblem("after # stands note, concern, absent, checked or photo"));
        }
        let mut segments = place.split('/').peekable();
        while let Some(segment) = segments.next() {
            let (link, id) = split_instance(segment);
            if link.is_empty() || id.is_some_and(|id| id.is_empty() || id.contains('@')) {
                return Err(PathProblem("a path has a name in every part, and an id after every @"));
            }
            if id.is_none() && segments.peek().is_some() {
                return Err(PathProblem("only a copy of a repeated group may hold further parts"));
            }
        }
        Ok(AnswerPath(Arc::from(text)))
    }

    /// The path of an item outside every repeated group.
    pub fn root(link_id: &str) -> AnswerPath {
        AnswerPath(Arc::from(&*escape(link_id)))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The link id of the item (or of the group, for an instance), as the form writes it.
    pub fn link_id(&self) -> Cow<'_, str> {
        unescape(self.key())
    }

    /// The copies around and including this place: (link id, instance id), outermost first.
    pub fn instances(&self) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
        self.place().split('/').filter_map(|segment| {
            let (link, id) = split_instance(segment);
            id.map(|id| (unescape(link), id))
        })
    }

    /// The instance id, when this path is a copy of a repeated group itself.
    pub fn instance_id(&self) -> Option<&str> {
        split_instance(last_segment(self.place())).1
    }

    /// The copy this item, or this inner copy, stands in.
    pub fn parent_instance(&self) -> Option<AnswerPath> {
        self.scope().map(|scope| AnswerPath(Arc::from(scope)))
    }

    /// The facet this path names, if it names one.
    pub fn facet(&self) -> Option<Facet> {
        split_facet(&self.0).1.and_then(Facet::parse)
    }

    /// The same place with a facet.
    pub fn with_facet(&self, facet: Facet) -> AnswerPath {
        AnswerPath(Arc::from(format!("{}#{}", self.place(), facet.as_str())))
    }

    /// The same place without a facet.
    pub fn without_facet(&self) -> AnswerPath {
        if self.0.len() == self.place().len() { self.clone() } else { AnswerPath(Arc::from(self.place())) }
    }

    /// An item inside this copy; or, when this is an item, another item of the same copy (its children stand beside it).
    pub fn child(&self, link_id: &str) -> AnswerPath {
        let scope = if self.instance_id().is_some() { Some(self.place()) } else { self.scope() };
        within(scope, &escape(link_id))
    }

    /// A copy of this repeated group.
    pub fn instance(&self, id: &str) -> AnswerPath {
        AnswerPath(Arc::from(format!("{}@{}", self.place(), escape(id))))
    }

    /// The path without its facet.
    pub(crate) fn place(&self) -> &str {
        split_facet(&self.0).0
    }

    /// The path of the enclosing copy, as text.
    pub(crate) fn scope(&self) -> Option<&str> {
        self.place().rsplit_once('/').map(|(scope, _)| scope)
    }

    /// The last link id as it is written in paths.
    pub(crate) fn key(&self) -> &str {
        split_instance(last_segment(self.place())).0
    }
}

/// The parts of a path, found in one pass.
pub(crate) struct Parts<'a> {
    /// The path without its facet.
    pub place: &'a str,
    /// The enclosing copy.
    pub scope: Option<&'a str>,
    /// The last link id as it is written in paths.
    pub key: &'a str,
    /// The last part is a copy itself.
    pub is_instance: bool,
    pub facet: Option<Facet>,
}

impl AnswerPath {
    /// All parts at once, for those who look at every path.
    pub(crate) fn parts(&self) -> Parts<'_> {
        let (mut slash, mut at, mut hash) = (None, None, self.0.len());
        for (n, byte) in self.0.bytes().enumerate() {
            match byte {
                b'/' => (slash, at) = (Some(n), None),
                b'@' => at = Some(n),
                b'#' => {
                    hash = n;
                    break;
                }
                _ => {}
            }
        }
        Parts {
            place: &self.0[..hash],
            scope: slash.map(|slash| &self.0[..slash]),
            key: &self.0[slash.map_or(0, |slash| slash + 1)..at.unwrap_or(hash)],
            is_instance: at.is_some(),
            facet: self.0.get(hash + 1..).and_then(Facet::parse),
        }
    }
}

/// Joins a scope and an already escaped key.
pub(crate) fn within(scope: Option<&str>, key: &str) -> AnswerPath {
    match scope {
        None => AnswerPath(Arc::from(key)),
        Some(scope) => AnswerPath(Arc::from([scope, "/", key].concat())),
    }
}

/// Writes a link id so that it can stand in a path.
pub(crate) fn escape(link_id: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '/' | '@' | '#' | '%') && !c.is_control();
    if link_id.chars().all(plain) {
        return Cow::Borrowed(link_id);
    }
    let mut out = String::with_capacity(link_id.len() + 8);
    for c in link_id.chars() {
        if plain(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    Cow::Owned(out)
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

fn unescape(key: &str) -> Cow<'_, str> {
    if !key.contains('%') {
        return Cow::Borrowed(key);
    }
    let mut out = Vec::with_capacity(key.len());
    let mut rest = key.as_bytes();
    while let [first, tail @ ..] = rest {
        match tail {
            [high, low, after @ ..]
                if *first == b'%' && high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                out.push(hex_value(*high) << 4 | hex_value(*low));
                rest = after;
            }
            _ => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    Cow::Owned(String::from_utf8_lossy(&out).into_owned())
}

fn hex_value(figure: u8) -> u8 {
    match figure {
        b'0'..=b'9' => figure - b'0',
        b'a'..=b'f' => figure - b'a' + 10,
        _ => figure.wrapping_sub(b'A') + 10,
    }
}

fn escapes_are_whole(text: &str) -> bool {
    text.split('%')
        .skip(1)
        .all(|after| after.len() >= 2 && after.bytes().take(2).all(|b| b.is_ascii_hexdigit()))
}

fn split_facet(text: &str) -> (&str, Option<&str>) {
    text.split_once('#').map_or((text, None), |(place, facet)| (place, Some(facet)))
}

fn split_instance(segment: &str) -> (&str, Option<&str>) {
    segment.split_once('@').map_or((segment, None), |(link, id)| (link, Some(id)))
}

fn last_segment(place: &str) -> &str {
    place.rsplit_once('/').map_or(place, |(_, last)| last)
}

impl fmt::Display for AnswerPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for AnswerPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Borrow<str> for AnswerPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for AnswerPath {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for AnswerPath {
    type Err = PathProblem;
    fn from_str(text: &str) -> Result<AnswerPath, PathProblem> {
        AnswerPath::parse(text)
    }
}

impl Serialize for AnswerPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for AnswerPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<AnswerPath, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        AnswerPath::parse(&text).map_err(serde::de::Error::custom)
    }
}
