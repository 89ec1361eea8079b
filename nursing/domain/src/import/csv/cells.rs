//! The cells of a CSV file (RFC 4180) and where they stand.
//!
//! A stray quote joins everything up to the next quote to one cell. A reader that repairs it in silence would lose questions, or
//! make one of two; so quotes are read strictly here, and reading goes on at the line after a broken one.

use std::borrow::Cow;

/// A record with more cells is refused; a full header has 50.
pub const MOST_CELLS: usize = 100;

/// A cell without its quotes.
#[derive(Debug, PartialEq, Eq)]
pub struct Cell<'t> {
    /// What it says.
    pub text: Cow<'t, str>,
    /// The byte at which it begins.
    pub at: usize,
}

/// Cells up to the end of a line.
#[derive(Debug, PartialEq, Eq)]
pub struct Record<'t> {
    /// The byte at which it begins.
    pub at: usize,
    /// At least one.
    pub cells: Vec<Cell<'t>>,
}

/// A record that can't be told from its neighbours.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    /// The byte at which the record begins.
    pub record: usize,
    /// The byte at which it breaks.
    pub at: usize,
    /// What is wrong there.
    pub words: &'static str,
    /// The end of the line, where reading goes on.
    resume: usize,
}

/// The records of a text.
///
/// Linear time, though lines behind a broken quote are read twice: a cell breaks at the next quote that is not doubled, or at the
/// end of the text, so that the lines between hold no quote that could break again.
pub struct Records<'t> {
    text: &'t str,
    separator: u8,
    at: usize,
}

impl<'t> Records<'t> {
    /// From the beginning.
    #[cfg(test)]
    pub fn new(text: &'t str, separator: u8) -> Records<'t> {
        Records::behind(text, separator, 0)
    }

    /// Those from a byte on.
    pub fn behind(text: &'t str, separator: u8, at: usize) -> Records<'t> {
        Records { text, separator, at }
    }

    fn ends_cell(&self, byte: u8) -> bool {
        byte == self.separator || matches!(byte, b'\n' | b'\r')
    }

    /// The first byte from `at` on that fits, or the end.
    fn first(&self, at: usize, fits: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        rest.iter().position(|byte| fits(*byte)).map_or(self.text.len(), |far| at + far)
    }

    fn line_end(&self, at: usize) -> usize {
        self.first(at, |byte| matches!(byte, b'\n' | b'\r'))
    }

    /// The cell at a byte, and where it ends.
    fn cell(&self, at: usize) -> Result<(Cell<'t>, usize), Broken> {
        let bytes = self.text.as_bytes();
        let open = self.first(at, |byte| byte != b' ');
        if bytes.get(open) != Some(&b'"') {
            let end = self.first(at, |byte| self.ends_cell(byte));
            return Ok((Cell { text: Cow::Borrowed(&self.text[at..end]), at }, end));
        }
        let broken = |at, words| Err(Broken { record: 0, at, words, resume: self.line_end(open) });
        let mut text = Cow::Borrowed("");
        let mut from = open + 1;
        loop {
            let quote = self.first(from, |byte| byte == b'"');
            if quote == self.text.len() {
                return broken(open, "a quote begins here and never ends");
            }
            if bytes.get(quote + 1) == Some(&b'"') {
                text += &self.text[from..=quote];
                from = quote + 2;
                continue;
            }
            text += &self.text[from..quote];
            let end = self.first(quote + 1, |byte| byte != b' ');
            return match bytes.get(end) {
                Some(byte) if !self.ends_cell(*byte) => broken(end, "there is text behind a closing quote"),
                _ => Ok((Cell { text, at }, end)),
            };
        }
    }

    fn record(&mut self) -> Result<Record<'t>, Broken> {
        let start = self.at;
        let mut cells = Vec::new();
        loop {
            if cells.len() == MOST_CELLS {
                let resume = self.line_end(self.at);
                return Err(Broken { record: start, at: self.at, words: "it has more than 100 cells", resume });
            }
            let (cell, end) = self.cell(self.at).map_err(|broken| Broken { record: start, ..broken })?;
            cells.push(cell);
            self.at = end;
            if self.text.as_bytes().get(end) != Some(&self.separator) {
                return Ok(Record { at: start, cells });
            }
            self.at = end + 1;
        }
    }
}

impl<'t> Iterator for Records<'t> {
    type Item = Result<Record<'t>, Broken>;

    fn next(&mut self) -> Option<Result<Record<'t>, Broken>> {
        self.at = self.first(self.at, |byte| !matches!(byte, b'\n' | b'\r'));
        if self.at == self.text.len() {
            return None;
        }
        let record = self.record();
        if let Err(broken) = &record {
            self.at = broken.resume;
        }
        Some(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<Vec<String>, (usize, &'static str)>> {
        let texts = |record: Record| record.cells.into_iter().map(|cell| cell.text.into_owned()).collect();
        Records::new(text, b',').map(|record| record.map(texts).map_err(|broken| (broken.at, broken.words))).collect()
    }

    fn cells(texts: &[&str]) -> Result<Vec<String>, (usize, &'static str)> {
        Ok(texts.iter().map(|text| (*text).to_owned()).collect())
    }

    #[test]
    fn quotes_lines_and_empty_cells() {
        assert_eq!(
            read("a,\"b, \"\"c\"\"\nd\",\r\n\r\n\"\",5\" tube, \"e\" ,f\r1"),
            [cells(&["a", "b, \"c\"\nd", ""]), cells(&["", "5\" tube", "e", "f"]), cells(&["1"])]
        );
        assert_eq!(read("\n\r\n"), []);
    }

    #[test]
    fn a_broken_record_costs_its_neighbours_nothing() {
        let text = "\"a,b\n\"c, d\",e\nf,g\n\"h";
        assert_eq!(
            read(text),
            [
                Err((6, "there is text behind a closing quote")),
                cells(&["c, d", "e"]),
                cells(&["f", "g"]),
                Err((18, "a quote begins here and never ends"))
            ]
        );
    }

    #[test]
    fn broken_quotes_in_every_line_are_read_once() {
        assert_eq!(read(&"\"x\"\"\n".repeat(200_000)).len(), 200_000);
        assert_eq!(read(&["\"", &"\n".repeat(1_000_000)].concat()).len(), 1);
        assert_eq!(read(&",".repeat(1_000_000)), [Err((100, "it has more than 100 cells"))]);
    }
}
