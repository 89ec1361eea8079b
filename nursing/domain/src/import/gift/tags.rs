//! What a question's comments say of it: `[id:np1-epidemiology-001] [tag:bloom=apply]`, as Moodle writes them.

/// The most tags that a question may have.
pub const MOST_TAGS: usize = 100;

/// Texts of the tokens `[name:text]`, one more than [`MOST_TAGS`] at most. In a text `\]` stands for `]`.
pub fn tokens(comments: &str, name: &str) -> Vec<String> {
    let open = format!("[{name}:");
    let mut found = Vec::new();
    for line in comments.lines() {
        let mut rest = line;
        while let Some((_, token)) = rest.split_once(&open) {
            // Without an end to this one, none behind it has one either.
            let Some(end) = end(token) else { break };
            found.push(token[..end].replace("\\]", "]").trim().to_owned());
            if found.len() > MOST_TAGS {
                return found;
            }
            rest = &token[end..];
        }
    }
    found
}

fn end(token: &str) -> Option<usize> {
    token.match_indices(']').map(|(at, _)| at).find(|at| !token[..*at].ends_with('\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_end_at_their_bracket() {
        let comments = "question: 1 [id: a-1 ] [tag:x\\]y] [tag:open\n[tag:b=c] [id:";
        assert_eq!(tokens(comments, "id"), ["a-1"]);
        assert_eq!(tokens(comments, "tag"), ["x]y", "b=c"]);
        assert_eq!(tokens(&"[tag:a]".repeat(1_000), "tag").len(), MOST_TAGS + 1);
    }
}
