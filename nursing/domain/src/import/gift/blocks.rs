//! A GIFT file's records: what stands between blank lines.

use crate::import::Place;

/// Lines between blank lines, comments taken out.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The first line of it that is no comment, from 1.
    line: u32,
    /// Its lines. Those of comments are empty, so that places can be counted.
    pub text: String,
    /// What the comments say, a line each.
    pub comments: String,
}

impl Block {
    /// Where a byte of the text stands in the file.
    pub fn place(&self, file: &str, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let lines = before.bytes().filter(|byte| *byte == b'\n').count();
        let in_line = before.rsplit_once('\n').map_or(before, |(_, in_line)| in_line);
        let from_one = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1);
        Place {
            file: file.to_owned(),
            line: self.line.saturating_add(from_one(lines)) - 1,
            column: from_one(in_line.chars().count()),
        }
    }
}

/// A record.
#[derive(Debug, PartialEq, Eq)]
pub enum Record {
    /// `$CATEGORY: path`: the path, and its line.
    Category(String, u32),
    /// Anything else.
    Block(Block),
}

/// The records of a text whose lines end with `\n`.
pub struct Records<'t> {
    lines: std::iter::Peekable<std::str::Split<'t, char>>,
    line: u32,
}

impl<'t> Records<'t> {
    /// From the beginning.
    pub fn new(text: &'t str) -> Records<'t> {
        Records { lines: text.split('\n').peekable(), line: 0 }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let mut block = Block::default();
        while let Some(line) = self.lines.peek() {
            let bare = line.trim();
            if let Some(path) = bare.strip_prefix("$CATEGORY:") {
                // It ends what stands before it, even without a blank line: it is no part of a question.
                if block.line > 0 {
                    return Some(Record::Block(block));
                }
                let path = path.trim().to_owned();
                self.lines.next();
                self.line = self.line.saturating_add(1);
                return Some(Record::Category(path, self.line));
            }
            self.line = self.line.saturating_add(1);
            if bare.is_empty() && block.line > 0 {
                self.lines.next();
                return Some(Record::Block(block));
            } else if bare.is_empty() {
                // A comment that stands alone says nothing of the next question.
                block.comments.clear();
            } else if let Some(comment) = bare.strip_prefix("//") {
                block.comments.push_str(comment.trim());
                block.comments.push('\n');
                if block.line > 0 {
                    block.text.push('\n');
                }
            } else {
                if block.line == 0 {
                    block.line = self.line;
                }
                block.text.push_str(line);
                block.text.push('\n');
            }
            self.lines.next();
        }
        (block.line > 0).then_some(Record::Block(block))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_and_categories_part_records() {
        let text = "// alone\n\n// [id:x]\n$CATEGORY: a/b\n::t::\n  // inside\nQ {T}\n \t\nlast\n$CATEGORY: c";
        let block =
            |line, text: &str, comments: &str| Record::Block(Block { line, text: text.into(), comments: comments.into() });
        assert_eq!(
            Records::new(text).collect::<Vec<_>>(),
            [
                Record::Category("a/b".into(), 4),
                block(5, "::t::\n\nQ {T}\n", "inside\n"),
                block(9, "last\n", ""),
                Record::Category("c".into(), 10)
            ]
        );
    }

    #[test]
    fn places_are_the_files() {
        let Some(Record::Block(block)) = Records::new("\n\n// c\né {\n//\n = a").next() else { panic!("no block") };
        for (sign, line, column) in [("é", 4, 1), ("{", 4, 3), ("=", 6, 2)] {
            let place = block.place("f", block.text.find(sign).expect("there"));
            assert_eq!((place.line, place.column), (line, column));
        }
    }
}
