//! The command line.

use std::{env, path::Path};

use clap::{Parser, Subcommand};

use crate::{
    bench,
    build::{Builder, Mode},
    delegate::{self, DEPLOY, ITEMS, Passed},
    doctor,
    error::Error,
    new,
    progress::Board,
    serve, test, watch,
    workspace::Workspace,
};

/// Builds, serves, tests and measures the platform and its micro-frontends.
#[derive(Debug, Parser)]
#[command(name = "cargo mfe", bin_name = "cargo mfe", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Examine the machine: what is there, what is missing, what mends it.
    Doctor(doctor::Options),
    /// Build releases of remotes (all, if none is named) and of the loader.
    Build(BuildOptions),
    /// Build what is stale, and start the platform.
    Serve(serve::Options),
    /// Run every test: format, lints, units, loader, builds, browser.
    Test(test::Options),
    /// Create a remote.
    New(new::Options),
    /// Make a running container serve another release.
    #[command(disable_help_flag = true)]
    Activate(Passed),
    /// Serve releases from another origin.
    #[command(disable_help_flag = true)]
    Cdn(Passed),
    /// Measure the platform beside its peer.
    Bench(bench::Options),
    /// The item bank: import, export, count.
    #[command(disable_help_flag = true)]
    Items(Passed),
}

#[derive(Debug, clap::Args)]
struct BuildOptions {
    /// Remotes, or `loader`.
    names: Vec<String>,
    /// For users: small and fast (the default).
    #[arg(long, conflicts_with_all = ["dev", "watch"])]
    release: bool,
    /// For a developer who waits for it.
    #[arg(long)]
    dev: bool,
    /// Build again whenever a source changes; implies --dev.
    #[arg(long, conflicts_with = "force")]
    watch: bool,
    /// With --watch: one line of JSON a result on standard output.
    #[arg(long, requires = "watch")]
    json: bool,
    /// Build what has not changed, too.
    #[arg(long)]
    force: bool,
}

/// Runs the command that was typed.
///
/// # Errors
/// It could not do what it was asked.
pub fn run() -> Result<(), Error> {
    let arguments = Arguments::parse();
    let folder = env::current_dir().map_err(Error::file("find", Path::new(".")))?;
    let workspace = Workspace::find(&folder)?;
    match arguments.command {
        Command::Doctor(options) => doctor::run(&workspace.root, &options),
        Command::Build(options) => build(&workspace, &options),
        Command::Serve(options) => serve::run(&workspace, &options),
        Command::Test(options) => test::run(&workspace, &options),
        Command::New(options) => new::run(&workspace, &options),
        Command::Activate(passed) => delegate::run(&workspace, DEPLOY, Some("activate"), &passed),
        Command::Cdn(passed) => delegate::run(&workspace, DEPLOY, Some("cdn"), &passed),
        Command::Bench(options) => bench::run(&workspace, &options),
        Command::Items(passed) => delegate::run(&workspace, ITEMS, None, &passed),
    }
}

fn build(workspace: &Workspace, options: &BuildOptions) -> Result<(), Error> {
    let mode = if options.dev || options.watch { Mode::Dev } else { Mode::Release };
    if options.watch {
        return watch::run(workspace, &Builder::new(workspace, mode, None)?, &options.names, options.json);
    }
    let board = Board::new();
    let builder = Builder::new(workspace, mode, Some(&board))?;
    for outcome in builder.build(&options.names, options.force)? {
        println!("{}@{}", outcome.name, outcome.release);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }
}
