//! Which column holds what.

use super::{
    cells::{MOST_CELLS, Record, Records},
    key::Keys,
    names,
};
use crate::import::Reason;

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
    /// What the question is about, before it: a passage, a scenario.
    Passage,
    /// A picture of the question, which a CSV file doesn't hold.
    Picture,
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
    /// The column of that name.
    fn named(name: &str) -> Column {
        names::column(name).unwrap_or_else(|| Column::Other(name.trim().to_owned()))
    }
}

/// How a file is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Between cells.
    pub separator: u8,
    /// From the header; none without one.
    pub columns: Option<Vec<Column>>,
    /// What a key may be besides letters.
    pub keys: Keys,
    /// The byte at which the records begin, the header among them.
    pub start: usize,
}

/// Looks at the first record, whether it is a header with commas, semicolons or tabs.
///
/// # Errors
/// It is a header that names a column twice, no key, or nothing that is known.
pub fn layout(text: &str) -> Result<Layout, Reason> {
    let (stated, start) = stated(text);
    let first = |separator| Records::behind(text, separator, start).next();
    let separators = stated.map_or(vec![b',', b';', b'\t'], |separator| vec![separator]);
    for separator in &separators {
        let first = match first(*separator) {
            Some(Ok(first)) if first.cells.len() > 1 => first,
            Some(Err(broken)) if names_a_stem(text.get(start..).unwrap_or_default(), *separator) => {
                return Err(Reason::Syntax(format!("the header can't be read: {}", broken.words)));
            }
            _ => continue,
        };
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
            let once = !matches!(columns.get(at), Some(Column::Passage | Column::Picture));
            if once && !cell.text.trim().is_empty() && columns[..at].contains(&columns[at]) {
                return Err(Reason::Syntax(format!("the header has the column `{}` twice", cell.text.trim())));
            }
        }
        let numbered = first.cells.iter().zip(&columns).any(|(cell, column)| is_numbered(&cell.text, column));
        let own = first.cells.iter().any(|cell| cell.text.trim().eq_ignore_ascii_case("key"));
        let keys = Keys { numbered, texts: !own };
        return Ok(Layout { separator: *separator, columns: Some(columns), keys, start });
    }
    let separator =
        separators.iter().copied().find(|separator| matches!(first(*separator), Some(Ok(first)) if is_question(&first)));
    let heading = |separator: &u8| matches!(first(*separator), Some(Ok(first)) if is_heading(&first));
    if separator.is_none() && separators.iter().any(heading) {
        return Err(Reason::Syntax(
            "the header names no column for the question and none for its key that are known here".into(),
        ));
    }
    let separator = separator.or(stated).unwrap_or(b',');
    Ok(Layout { separator, columns: None, keys: Keys::default(), start })
}

/// The separator that spreadsheets write into a line of its own, `sep=;`, and where the rest begins.
fn stated(text: &str) -> (Option<u8>, usize) {
    let line = text.lines().next().unwrap_or_default();
    let separator = line.trim().trim_matches('"').strip_prefix("sep=").and_then(|rest| match rest.as_bytes() {
        [separator @ (b',' | b';' | b'\t')] => Some(*separator),
        [] => Some(b'\t').filter(|_| line.ends_with('\t')),
        _ => None,
    });
    (separator, if separator.is_some() { line.len() } else { 0 })
}

/// Whether the first line, read without regard to its quotes, names a column for the question.
fn names_a_stem(text: &str, separator: u8) -> bool {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let mut names = line.split(char::from(separator)).take(MOST_CELLS).map(|name| Column::named(name.trim_matches('"')));
    names.any(|column| column == Column::Stem)
}

/// Whether a record without a header ends with the letter of one of its options.
fn is_question(record: &Record) -> bool {
    let options = record.cells.len().saturating_sub(2);
    let key = record.cells.last().map(|cell| cell.text.trim().to_ascii_uppercase()).unwrap_or_default();
    let [letter] = key.as_bytes() else { return false };
    letter.checked_sub(b'A').is_some_and(|at| usize::from(at) < options) && (2..=MOST_OPTIONS).contains(&options)
}

/// Whether a record looks like names of columns, not like a question: short, and with no sign that ends a sentence.
fn is_heading(record: &Record) -> bool {
    let texts: Vec<&str> = record.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
    let is_choice = |text: &str| matches!(Column::named(text), Column::Choice(_));
    let is_name = |text: &str| {
        text.len() <= 40 && text.starts_with(char::is_alphabetic) && text.len() > 1 && !text.ends_with(['?', ':', '!', '_'])
    };
    let is_known = |text: &str| !is_choice(text) && !matches!(Column::named(text), Column::Other(_));
    texts.len() > 2
        && texts.iter().all(|text| is_name(text) || is_choice(text))
        && texts.iter().any(|text| is_known(text) || names::is_like_a_name(text))
}

/// Whether an option's column is known by a number.
fn is_numbered(name: &str, column: &Column) -> bool {
    matches!(column, Column::Choice(_)) && name.contains(|sign: char| sign.is_ascii_digit())
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
            let layout = layout(text).expect("a layout");
            assert_eq!((layout.separator, &layout.columns), (separator, &columns), "{text}");
        }
    }

    #[test]
    fn a_question_is_no_header() {
        for (text, separator) in [
            ("", b','),
            ("What is it?,a,b,A", b','),
            ("Which part grows?,root,stem,leaf,B", b','),
            ("a;b;c", b','),
            ("One, or two?;a;b;B", b';'),
            ("What is it?\ta\tb\tA", b'\t'),
        ] {
            let layout = layout(text).expect("a layout");
            assert_eq!((layout.separator, layout.columns), (separator, None), "{text}");
        }
    }

    #[test]
    fn a_stated_separator_is_no_record() {
        let layout = layout("sep=;\r\nQuestion;A;B;Answer").expect("a layout");
        assert_eq!((layout.separator, layout.columns.map(|columns| columns.len()), layout.start), (b';', Some(4), 5));
    }

    #[test]
    fn a_header_without_a_key_is_no_layout() {
        assert!(layout("stem,a,b,topic").is_err());
        assert!(layout("stem,key,a,option_a").is_err());
        assert!(layout("stem,\"a,b,key\nOne?,p,q,A").is_err());
        // Rows of such a file would make items, and wrong ones.
        for unknown in
            ["No,Text,Opt A,Opt B,Sol", "Item,Frage,Antwort A,Antwort B,Lösung", "Item,Text,Alt1,Alt2,Sol", "Frage;A;B;C;Antwort"]
        {
            assert!(layout(unknown).is_err(), "{unknown}");
        }
    }
}
