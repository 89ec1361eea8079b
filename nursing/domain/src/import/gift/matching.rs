//! Things and their partners: `{=thing -> partner =thing -> partner}`.

use super::{
    format::{Format, rich},
    signs::signs,
    syntax::Fault,
};
use crate::{
    import::{Limits, Reason, Suspicion, pairs::Pairs},
    item::{Body, Fault as ItemFault, ItemError},
    rich::RichText,
};

/// The most pairs that are looked at.
const MOST: usize = 30;

/// A pair as it was written, and its byte.
pub type Pair<'t> = (usize, &'t str, &'t str);

/// The pairs of a text that begins at a byte of the record.
///
/// # Errors
/// There are too many, or an answer has no partner.
pub fn split(text: &str, at: usize) -> Result<Vec<Pair<'_>>, Fault> {
    let starts: Vec<usize> = signs(text).filter(|(_, sign)| *sign == b'=').map(|(start, _)| start).take(MOST + 1).collect();
    if starts.len() > MOST {
        let found = signs(text).filter(|(_, sign)| *sign == b'=').count();
        let fault = ItemFault::Count { found, wanted: "2 to 15".into() };
        return Err((at, Reason::Item(ItemError { field: "body.groups".into(), fault })));
    }
    let mut pairs = Vec::new();
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(text.len());
        let pair = text.get(start + 1..end).and_then(|pair| pair.split_once("->"));
        let (thing, partner) =
            pair.ok_or_else(|| (at + start, Reason::Syntax("an answer has no `->` between its sides".into())))?;
        pairs.push((at + start, thing, partner));
    }
    Ok(pairs)
}

/// A table of the pairs.
///
/// # Errors
/// A text can't be rich text, or there is nothing to choose from.
pub fn matching(
    pairs: &[Pair<'_>],
    format: Format,
    general: Option<RichText>,
    limits: &Limits,
    suspicions: &mut Vec<Suspicion>,
) -> Result<Body, Fault> {
    let mut read = Pairs::default();
    for (at, thing, partner) in pairs {
        let mut text = |text| rich(text, format, limits, suspicions).map_err(|reason| (*at, reason));
        let partner = text(partner)?.unwrap_or_default();
        match text(thing)? {
            Some(thing) => read.pairs.push((thing, partner)),
            None => read.others.push(partner),
        }
    }
    read.table(general).map_err(|reason| (pairs.first().map_or(0, |(at, _, _)| *at), reason))
}
