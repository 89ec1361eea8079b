//! What rules look at in an item.

use crate::{
    interaction::Interaction,
    item::{Body, Choice, Item},
};

/// A statement that a student judges or chooses: an option or a row, with its name for people.
pub(super) struct Statement {
    pub place: String,
    pub words: String,
}

/// The options and rows of an item, each once. Not the marks of a passage, which are words of a chart and not of the item's
/// writer, nor steps to be put in order, of which none is wrong.
pub(super) fn statements(item: &Item) -> Vec<Statement> {
    let Body::Groups(body) = item.body() else { return Vec::new() };
    let kind = body.kind;
    if matches!(kind, Interaction::HighlightText | Interaction::HighlightTable) {
        return Vec::new();
    }
    let is_shared = matches!(kind, Interaction::DragCloze | Interaction::MatrixChoice | Interaction::MatrixResponse);
    let mut statements = Vec::new();
    for (at, group) in body.groups.iter().enumerate() {
        if let Some(label) = &group.label {
            statements.push(Statement { place: format!("row {}", group.id), words: label.words() });
        }
        if is_shared && at > 0 {
            continue;
        }
        let is_only = is_shared || body.groups.len() == 1;
        statements.extend(group.options.iter().map(|option| Statement {
            place: if is_only { format!("option {}", option.id) } else { format!("option {} of {}", option.id, group.id) },
            words: option.text.words(),
        }));
    }
    statements
}

/// The stem as lines of words.
pub(super) fn stem(item: &Item) -> String {
    without_tables(item.stem().html())
}

/// The texts of an item that a student reads as sentences: stem, passage, and options of five words or more. Shorter options and
/// the cells of tables are no sentences; with them every item would seem easy.
pub(in crate::bank) fn sentences(item: &Item) -> Vec<String> {
    let mut texts = vec![stem(item)];
    match item.body() {
        Body::Groups(body) => {
            texts.extend(body.text.as_ref().map(|text| without_marks(&without_tables(text.html()))));
            texts.extend(statements(item).into_iter().map(|statement| statement.words).filter(|words| is_long(words)));
        }
        Body::Ordered(body) => texts.extend(body.options.iter().map(|option| option.text.words()).filter(|words| is_long(words))),
        Body::Numeric(_) => {}
    }
    texts
}

fn is_long(words: &str) -> bool {
    words.split_whitespace().nth(4).is_some()
}

/// A multiple-choice item's options and the place of its key.
pub(in crate::bank) fn keyed(item: &Item) -> Option<(&[Choice], usize)> {
    let Body::Groups(body) = item.body() else { return None };
    let options = body.groups.first().filter(|_| body.kind == Interaction::MultipleChoice)?.options.as_slice();
    Some((options, options.iter().position(|option| option.right)?))
}

/// The words of a text, one paragraph or list item a line, without its tables.
fn without_tables(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        rest = if tag == "table" { after.split_once("</table>").map_or("", |(_, after)| after) } else { after };
        if !matches!(tag.trim_start_matches('/'), "strong" | "em" | "b" | "i" | "u" | "sub" | "sup") {
            words.push('\n');
        }
    }
    words.push_str(rest);
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&")
}

/// A passage without the signs of its gaps and marks: a gap is left out, a mark's words stay.
fn without_marks(passage: &str) -> String {
    let mut words = String::new();
    let mut rest = passage;
    while let Some((before, after)) = rest.split_once('{') {
        words.push_str(before);
        let (inside, after) = after.split_once('}').unwrap_or((after, ""));
        words.push_str(inside.split_once('|').map_or("", |(_, words)| words));
        rest = after;
    }
    words.push_str(rest);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_read_without_signs_and_tables() {
        let html =
            "<p>A {1} b.</p><table><tbody><tr><td>x</td></tr></tbody></table><p>{A|c <em>d</em>.} SpO<sub>2</sub> &lt; 90</p>";
        let words = without_marks(&without_tables(html));
        assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), "A b. c d. SpO2 < 90");
    }
}
