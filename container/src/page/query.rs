//! The query of a page's address.

/// The decoded parameters in their order, repeated ones as well.
pub(super) fn parse(query: Option<&str>) -> Vec<(String, String)> {
    let pairs = query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

fn decode(text: &str) -> String {
    let spaced = text.replace('+', " ");
    leptos_router::location::Url::unescape(&spaced)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn parameters_are_decoded() {
        let query = parse(Some("q=3&next=%2Fexam%2Fnp1&q=4&bare&name=Ana+Cruz&bad=%zz"));
        let expected = [("q", "3"), ("next", "/exam/np1"), ("q", "4"), ("bare", ""), ("name", "Ana Cruz"), ("bad", "%zz")];
        assert_eq!(query, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert!(parse(None).is_empty());
    }
}
