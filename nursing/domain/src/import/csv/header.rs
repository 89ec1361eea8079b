//! Which column holds what.

use super::cells::Records;
use crate::import::{Reason, facts};

/// The most options that an item can have.
pub const MOST_OPTIONS: usize = 12;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// What is asked.
    Stem,
    /// The kind of item.
    Kind,
    /// Letters or a number.
    Key,
    /// An option, 0 for A.
    Choice(usize),
    /// Why that option is right or wrong.
    Why(usize),
    /// Why the key is right; a worked solution.
    Solution,
    /// How far from the key a number may be.
    Tolerance,
    /// Decimal places.
    Decimals,
    /// A number's unit.
    Unit,
    /// One of [`facts::NAMES`].
    Fact(&'static str),
    /// Nothing that an item has, by its name.
    Other(String),
}

impl Column {
    /// The column of that name, in capitals or not, with spaces or hyphens for underscores.
    fn named(name: &str) -> Column {
        let plain = name.trim().to_ascii_lowercase().replace([' ', '-'], "_");
        match plain.as_str() {
            "stem" | "question" => return Column::Stem,
            "kind" | "type" => return Column::Kind,
            "key" | "answer" => return Column::Key,
            "rationale" => return Column::Solution,
            "tolerance" => return Column::Tolerance,
            "decimals" => return Column::Decimals,
            "unit" => return Column::Unit,
            "license" => return Column::Fact("licence"),
            _ => {}
        }
        if let Some(fact) = facts::NAMES.into_iter().find(|fact| *fact == plain) {
            return Column::Fact(fact);
        }
        if let Some(at) = plain.strip_prefix("rationale_").and_then(letter) {
            return Column::Why(at);
        }
        match letter(plain.strip_prefix("option_").unwrap_or(&plain)) {
            Some(at) => Column::Choice(at),
            None => Column::Other(name.trim().to_owned()),
        }
    }
}

/// 0 for `a`, up to the most that an item can have.
fn letter(text: &str) -> Option<usize> {
    let &[letter] = text.as_bytes() else { return None };
    let at = usize::from(letter.checked_sub(b'a')?);
    (at < MOST_OPTIONS).then_some(at)
}

/// How a file is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Between cells.
    pub separator: u8,
    /// From the header; none without one.
    pub columns: Option<Vec<Column>>,
}

/// Looks at the first record, whether it is a header with commas, semicolons or tabs.
///
/// # Errors
/// It is a header that names a column twice, or no key.
pub fn layout(text: &str) -> Result<Layout, Reason> {
    for separator in [b',', b';', b'\t'] {
        let Some(Ok(first)) = Records::new(text, separator).next() else { continue };
        let columns: Vec<Column> = first.cells.iter().map(|cell| Column::named(&cell.text)).collect();
        let has = |column| columns.contains(&column);
        let all_known = !columns.iter().any(|column| matches!(column, Column::Other(name) if !name.is_empty()));
        if !has(Column::Stem) || !(has(Column::Key) || all_known) {
            continue;
        }
        if !has(Column::Key) {
            return Err(Reason::Syntax("the header has no column `key`".into()));
        }
        for (at, cell) in first.cells.iter().enumerate() {
            if !cell.text.trim().is_empty() && columns[..at].contains(&columns[at]) {
                return Err(Reason::Syntax(format!("the header has the column `{}` twice", cell.text.trim())));
            }
        }
        return Ok(Layout { separator, columns: Some(columns) });
    }
    Ok(Layout { separator: b',', columns: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_tells_its_separator() {
        let columns = Some(vec![Column::Stem, Column::Choice(0), Column::Choice(1), Column::Key, Column::Other("Notes".into())]);
        for (text, separator) in [
            ("stem,option_a,option_b,key,Notes\n", b','),
            ("Question;A;B;Answer;Notes", b';'),
            ("\"Stem\"\tOption A\tOption-B\tKEY\tNotes\r\n", b'\t'),
        ] {
            assert_eq!(layout(text), Ok(Layout { separator, columns: columns.clone() }), "{text}");
        }
    }

    #[test]
    fn a_question_is_no_header() {
        for text in ["", "What is it?,a,b,A", "Which part grows?,root,stem,leaf,B", "a;b;c", "\"stem,key"] {
            assert_eq!(layout(text), Ok(Layout { separator: b',', columns: None }), "{text}");
        }
    }

    #[test]
    fn a_header_without_a_key_is_no_layout() {
        assert!(layout("stem,a,b,topic").is_err());
        assert!(layout("stem,key,a,option_a").is_err());
    }
}
