//! `cargo mfe activate` and `cargo mfe cdn`: what talks to a running container, or stands in for a CDN.
//!
//! A program of its own: an HTTP client with TLS and a web server are a fifth of what `cargo mfe` would be compiled from, and
//! nobody needs them to see a page.

mod activate;
mod cdn;
mod error;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo mfe", bin_name = "cargo mfe", version)]
struct Arguments {
    /// The workspace's folder.
    #[arg(long, value_name = "DIR", default_value = ".", hide = true)]
    root: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a running container serve another release.
    Activate(activate::Options),
    /// Serve releases from another origin.
    Cdn(cdn::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Command::Activate(options) => activate::run(&arguments.root, options).await,
        Command::Cdn(options) => cdn::run(&arguments.root, options).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Where releases lie below the workspace's folder.
const DIST: &str = "target/mfe/dist";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }
}
