//! JSON in script elements.

/// Adds JSON without any `<`, so that neither `</script>` nor `<!--` can be in it. It stays the same JSON.
pub(super) fn push(out: &mut String, json: &str) {
    let mut parts = json.split('<');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str("\\u003c");
        out.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::push;

    #[test]
    fn data_can_not_end_its_script() {
        let data = serde_json::json!({ "name": "</script><script>alert(1)</script><!--" });
        let mut text = String::new();
        push(&mut text, &data.to_string());
        assert!(!text.contains('<'));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("still JSON"), data);
    }
}
