//! `cargo mfe activate`: makes a running container serve another release.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::{DIST, error::Error};

/// What to activate, and where.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The remote.
    name: String,
    /// A version with its build, `2.0.1+5f0c9a1e`, or `latest`: what was built last here.
    #[arg(default_value = "latest")]
    version: String,
    /// The container's data folder, which holds the token.
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// The container.
    #[arg(long, default_value = "http://127.0.0.1:3000")]
    url: String,
}

/// Asks the container to activate the release.
///
/// # Errors
/// There is no such release or token, or the container refuses.
pub(crate) async fn run(root: &Path, options: &Options) -> Result<(), Error> {
    let version = if options.version == "latest" { latest(root, &options.name)? } else { options.version.clone() };
    let path = root.join(&options.data).join("deploy-token");
    let token = fs::read_to_string(&path).map_err(|source| Error::File { path, source })?;
    let url = format!("{}/api/micro-frontends/{}/activate", options.url.trim_end_matches('/'), options.name);
    let answer = post(&url, token.trim(), &version).await?;
    println!("{}@{version} is active{answer}", options.name);
    Ok(())
}

fn latest(root: &Path, name: &str) -> Result<String, Error> {
    let path = root.join(DIST).join(name).join("latest");
    let text = fs::read_to_string(path).map_err(|_| Error::Unbuilt(name.to_owned()))?;
    Ok(text.trim().to_owned())
}

async fn post(url: &str, token: &str, version: &str) -> Result<String, Error> {
    let unreachable = |source| Error::Unreachable { url: url.to_owned(), source };
    let request = reqwest::Client::new().post(url).bearer_auth(token).json(&json!({ "version": version }));
    let response = request.send().await.map_err(unreachable)?;
    let status = response.status();
    let text = response.text().await.map_err(unreachable)?;
    if status.is_success() {
        Ok(if text.is_empty() { text } else { format!("\n{text}") })
    } else {
        Err(Error::Refused(refusal(url, status.as_u16(), &text)))
    }
}

/// The sentence of a problem document (RFC 9457), or whatever came instead.
fn refusal(url: &str, status: u16, text: &str) -> String {
    let problem: Value = serde_json::from_str(text).unwrap_or_default();
    let field = |name: &str| problem.get(name).and_then(Value::as_str);
    let said = match (field("title"), field("detail")) {
        (Some(title), Some(detail)) => format!("{title}: {detail}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => text.chars().take(300).collect(),
    };
    format!("{url} refused ({status}): {said}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_said_in_their_own_words() {
        let problem = r#"{"type":"about:blank","title":"Incompatible","status":409,"detail":"nursing needs contract ^2"}"#;
        assert_eq!(
            refusal("http://x/activate", 409, problem),
            "http://x/activate refused (409): Incompatible: nursing needs contract ^2"
        );
        assert_eq!(refusal("http://x", 502, "Bad Gateway"), "http://x refused (502): Bad Gateway");
    }
}
