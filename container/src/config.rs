//! The command line.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

/// The container of the nursing-exam platform.
#[derive(Debug, Parser)]
#[command(name = "container", version)]
pub struct Cli {
    /// What to do; `serve` with the defaults where nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the container can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the platform.
    Serve(Serve),
}

/// Options of `serve`. Each can also be given in the environment.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Address to listen on.
    #[arg(long, env = "MF_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// Folder for the database, compiled modules, demo accounts and the deploy token.
    #[arg(long, env = "MF_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Database URL; by default SQLite in the data folder.
    #[arg(long, env = "DATABASE_URL")]
    pub database: Option<String>,
    /// Folder of releases.
    #[arg(long, env = "MF_DIST", default_value = "target/mfe/dist")]
    pub dist: PathBuf,
    /// Folder of the item bank.
    #[arg(long, env = "MF_ITEMS", default_value = "nursing/items")]
    pub items: PathBuf,
    /// Where browsers load a remote from: `nursing=http://localhost:4001`. Its releases lie below `<url>/nursing/<version>/`.
    #[arg(long = "origin", value_name = "NAME=URL", value_parser = pair)]
    pub origins: Vec<(String, String)>,
    /// Where browsers turn when that origin fails; `nursing=self` is this container.
    #[arg(long = "fallback", value_name = "NAME=URL", value_parser = pair)]
    pub fallbacks: Vec<(String, String)>,
    /// The platform is reached over TLS: HSTS, and cookies for TLS only.
    #[arg(long, env = "MF_TLS")]
    pub tls: bool,
    /// Megabytes of server renders to keep; 0 renders everything anew.
    #[arg(long, env = "MF_MEMO_MB", default_value_t = 64)]
    pub memo_mb: u64,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, url) = text.split_once('=').ok_or("expected NAME=URL, such as nursing=http://localhost:4001")?;
    let url = url.trim_end_matches('/');
    let web = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    // The origin becomes part of the CSP header, so nothing may be in it that ends a directive.
    match web {
        Some(rest) if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:/_[]".contains(&byte)) => {
        }
        _ if url == "self" => {}
        _ => return Err(format!("`{url}` is no http or https address")),
    }
    Ok((name.to_owned(), url.to_owned()))
}

/// Where browsers load each remote from.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    first: BTreeMap<String, String>,
    fallback: BTreeMap<String, String>,
}

impl Origins {
    /// From the `--origin` and `--fallback` options.
    pub fn new(first: &[(String, String)], fallback: &[(String, String)]) -> Origins {
        Origins { first: first.iter().cloned().collect(), fallback: fallback.iter().cloned().collect() }
    }

    /// The bases for `path` (`nursing/1.0.0+ab/`) of remote `name`, best first. Without an origin it is this container.
    pub fn bases(&self, name: &str, path: &str) -> Vec<String> {
        let base = |origin: &str| {
            if origin == "self" { format!("/mf/{path}") } else { format!("{origin}/{path}") }
        };
        let first = self.first.get(name).map_or("self", String::as_str);
        let mut bases = vec![base(first)];
        bases.extend(self.fallback.get(name).map(|origin| base(origin)).filter(|fallback| *fallback != bases[0]));
        bases
    }

    /// Every origin other than this container, without its path, for the CSP.
    pub fn foreign(&self) -> Vec<String> {
        let origin = |url: &String| {
            let (scheme, rest) = url.split_once("://")?;
            Some(format!("{scheme}://{}", rest.split('/').next().unwrap_or(rest)))
        };
        let mut all: Vec<String> = self.first.values().chain(self.fallback.values()).filter_map(origin).collect();
        all.sort();
        all.dedup();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_come_before_the_fallback() {
        let origins = Origins::new(
            &[("nursing".into(), "http://localhost:4001".into()), ("auth".into(), "https://cdn.example/mf".into())],
            &[("nursing".into(), "self".into())],
        );
        assert_eq!(origins.bases("nursing", "nursing/1/"), ["http://localhost:4001/nursing/1/", "/mf/nursing/1/"]);
        assert_eq!(origins.bases("auth", "auth/1/"), ["https://cdn.example/mf/auth/1/"]);
        assert_eq!(origins.bases("dashboard", "dashboard/1/"), ["/mf/dashboard/1/"]);
        assert_eq!(origins.foreign(), ["http://localhost:4001", "https://cdn.example"]);
    }

    #[test]
    fn an_origin_can_not_add_to_the_csp() {
        assert!(pair("nursing=http://localhost:4001").is_ok());
        assert!(pair("nursing=self").is_ok());
        for bad in
            ["nursing", "nursing=ftp://x", "nursing=http://x; script-src *", "nursing=http://x y", "nursing=javascript:alert(1)"]
        {
            assert!(pair(bad).is_err(), "{bad}");
        }
    }
}
