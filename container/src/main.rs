//! The container's program; see [`container`].

use std::process::ExitCode;

use clap::{Args as _, FromArgMatches as _, Parser as _};
use container::config::{Cli, Command, Serve};

#[tokio::main]
async fn main() -> ExitCode {
    let level = std::env::var("MF_LOG").ok().and_then(|level| level.parse().ok()).unwrap_or(tracing::Level::WARN);
    tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).init();
    let options = match Cli::parse().command {
        Some(Command::Serve(options)) => options,
        // `cargo leptos watch` starts the program without arguments.
        None => {
            match Serve::from_arg_matches(&Serve::augment_args(clap::Command::new("container")).get_matches_from(["container"])) {
                Ok(options) => options,
                Err(error) => error.exit(),
            }
        }
    };
    match container::server::serve(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the container can't start: {error}");
            ExitCode::FAILURE
        }
    }
}
