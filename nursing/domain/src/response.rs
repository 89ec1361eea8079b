//! What a student answered, and how it is written: in a form, in the outbox of a phone, in the database.
//!
//! | kind | text |
//! |---|---|
//! | one group | the chosen options, `A` or `A,C` |
//! | several groups | `1=A;2=B,C`, groups without a choice left out; `A` where only group `1` has one |
//! | ordered | the options in their order, `C>A>B` |
//! | numeric | the number with a point before its decimals, `31.5`; on its way to the server as it was typed |

use std::fmt;

use crate::interaction::Interaction;

/// No response is longer: the largest matrix needs a sixth of it.
pub const MOST_BYTES: usize = 2_000;

/// A student's answer to one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// Chosen options.
    Choices(Vec<Chosen>),
    /// Options in an order, by id.
    Order(Vec<String>),
    /// A number, or what was typed for one.
    Number(String),
}

/// What was chosen in one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The group's id; `1` where there is one group.
    pub group: String,
    /// The options' ids.
    pub options: Vec<String>,
}

/// Why a text is no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseError {
    /// It is longer than [`MOST_BYTES`].
    TooLong,
    /// A group or an option has no name, or one with other signs than letters, digits and hyphens.
    Name,
    /// A group has no `=`.
    Group,
}

impl fmt::Display for ResponseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            ResponseError::TooLong => "the answer is too long",
            ResponseError::Name => "the answer names no group or option",
            ResponseError::Group => "the answer names a group without `=`",
        })
    }
}

impl std::error::Error for ResponseError {}

impl Response {
    /// An empty response of that kind.
    pub fn empty(kind: Interaction) -> Response {
        match kind {
            Interaction::Ordered => Response::Order(Vec::new()),
            Interaction::Numeric => Response::Number(String::new()),
            _ => Response::Choices(Vec::new()),
        }
    }

    /// Reads the text form; an empty text is an empty response. Whether the item has such options is not known here.
    ///
    /// # Errors
    /// The text has another form.
    pub fn parse(kind: Interaction, text: &str) -> Result<Response, ResponseError> {
        let text = text.trim();
        if text.len() > MOST_BYTES {
            return Err(ResponseError::TooLong);
        }
        if text.is_empty() {
            return Ok(Response::empty(kind));
        }
        Ok(match kind {
            Interaction::Numeric => Response::Number(text.to_owned()),
            Interaction::Ordered => Response::Order(names(text, '>')?),
            // Of several groups, this is how a choice in the first alone is written.
            kind if kind.has_one_group() || !text.contains(['=', ';']) => {
                Response::Choices(vec![Chosen { group: "1".to_owned(), options: names(text, ',')? }])
            }
            _ => {
                let group = |part: &str| {
                    let (group, options) = part.split_once('=').ok_or(ResponseError::Group)?;
                    Ok(Chosen { group: name(group)?, options: names(options, ',')? })
                };
                Response::Choices(text.split(';').map(group).collect::<Result<_, _>>()?)
            }
        })
    }

    /// The same answer in the one form that all equal answers share: where an order means nothing, it is that of the names.
    pub fn normalised(mut self) -> Response {
        match &mut self {
            Response::Choices(chosen) => {
                chosen.retain(|chosen| !chosen.options.is_empty());
                chosen.sort_by(|a, b| a.group.cmp(&b.group));
                chosen.iter_mut().for_each(|chosen| chosen.options.sort());
            }
            Response::Number(number) => *number = number.trim().to_owned(),
            Response::Order(_) => {}
        }
        self
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        match self {
            Response::Choices(chosen) => chosen.iter().all(|chosen| chosen.options.is_empty()),
            Response::Order(order) => order.is_empty(),
            Response::Number(number) => number.trim().is_empty(),
        }
    }
}

fn names(text: &str, separator: char) -> Result<Vec<String>, ResponseError> {
    text.split(separator).map(name).collect()
}

fn name(text: &str) -> Result<String, ResponseError> {
    let text = text.trim();
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if plain { Ok(text.to_owned()) } else { Err(ResponseError::Name) }
}

impl fmt::Display for Response {
    /// The text form.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Response::Number(number) => formatter.write_str(number),
            Response::Order(order) => formatter.write_str(&order.join(">")),
            Response::Choices(chosen) => {
                let chosen: Vec<&Chosen> = chosen.iter().filter(|chosen| !chosen.options.is_empty()).collect();
                match chosen.as_slice() {
                    [only] if only.group == "1" => formatter.write_str(&only.options.join(",")),
                    chosen => {
                        let parts: Vec<String> =
                            chosen.iter().map(|chosen| [&*chosen.group, "=", &*chosen.options.join(",")].concat()).collect();
                        formatter.write_str(&parts.join(";"))
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_and_written() {
        for (kind, text) in [
            (Interaction::MultipleChoice, "B"),
            (Interaction::SelectAll, "A,C,E"),
            (Interaction::Ordered, "C>A>B"),
            (Interaction::Numeric, "31.5"),
            (Interaction::MatrixResponse, "2=A,B;3=C"),
            (Interaction::MatrixResponse, "A,B"),
            (Interaction::Cloze, "2=A"),
            (Interaction::BowTie, "actions=A,B;condition=C;parameters=A,E"),
        ] {
            let response = Response::parse(kind, text).expect(text);
            assert_eq!(response.to_string(), text);
            assert!(!response.is_empty());
            assert!(Response::parse(kind, "  ").expect("empty").is_empty());
        }
    }

    #[test]
    fn equal_answers_have_one_form() {
        for (kind, text, normal) in [
            (Interaction::SelectAll, "E, A,C", "A,C,E"),
            (Interaction::MatrixResponse, "3=C;2=B,A", "2=A,B;3=C"),
            (Interaction::Ordered, "C>A>B", "C>A>B"),
            (Interaction::Numeric, " 31.5 ", "31.5"),
        ] {
            assert_eq!(Response::parse(kind, text).expect(text).normalised().to_string(), normal);
        }
    }

    #[test]
    fn what_is_no_response_is_an_error() {
        let parse = Response::parse;
        assert_eq!(parse(Interaction::SelectAll, "A,,B"), Err(ResponseError::Name));
        assert_eq!(parse(Interaction::MultipleChoice, "<script>"), Err(ResponseError::Name));
        assert_eq!(parse(Interaction::Cloze, "1=A;B"), Err(ResponseError::Group));
        assert_eq!(parse(Interaction::Cloze, "1="), Err(ResponseError::Name));
        assert_eq!(parse(Interaction::Numeric, &"9".repeat(3_000)), Err(ResponseError::TooLong));
    }
}
