//! The query of a page's address.

use std::collections::BTreeMap;

/// The decoded parameters; of a repeated one the last.
pub(super) fn parse(query: Option<&str>) -> BTreeMap<String, String> {
    query.map(|query| url_pairs(query).collect()).unwrap_or_default()
}

fn url_pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    })
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
        assert_eq!(query["q"], "4");
        assert_eq!(query["next"], "/exam/np1");
        assert_eq!(query["bare"], "");
        assert_eq!(query["name"], "Ana Cruz");
        assert_eq!(query["bad"], "%zz");
        assert!(parse(None).is_empty());
    }
}
