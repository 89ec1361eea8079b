//! `cargo mfe items`: question files of other systems in and out, and what the bank holds.
//!
//! A program of its own: the readers and their libraries would be a fifth of what `cargo mfe` is compiled from, for a command
//! that nobody needs to see a page.

mod error;
mod export;
mod import;
mod stats;

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The item bank: import, export, count.
#[derive(Debug, Parser)]
#[command(name = "cargo mfe items", bin_name = "cargo mfe items", version)]
struct Arguments {
    /// The workspace's folder.
    #[arg(long, value_name = "DIR", default_value = ".", hide = true)]
    root: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Read CSV, GIFT, Moodle XML or QTI, and say of each record whether it is an item, or why not.
    Import(import::Options),
    /// Write the bank as CSV, GIFT or a QTI 3.0 package.
    Export(export::Options),
    /// Count the bank's items, and say what is wrong with them together.
    Stats(stats::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Where the bank lies.
    let bank = arguments.root.join("nursing/items");
    let done = match &arguments.command {
        Command::Import(options) => import::run(&arguments.root, options),
        Command::Export(options) => export::run(&bank, options),
        Command::Stats(options) => stats::run(&bank, options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }
}
