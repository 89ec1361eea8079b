//! `cargo run --release -p load`: a thousand simulated students save answers, and everything that was acknowledged has to be there
//! afterwards. `docs/load/README.md` has the figures.
//!
//! # Layout
//! - [`server`]: the container, in a process of its own with a fresh database. [`student`]: what one phone does.
//! - [`round`]: all students for some seconds. [`times`]: how long their saves took. [`search`]: the highest rate that holds.
//! - [`history`]: what the database says afterwards.

mod error;
mod history;
mod round;
mod search;
mod server;
mod student;
mod times;

use std::{process::ExitCode, time::Duration};

use clap::Parser;

use crate::{error::Error, round::Pace, server::Server};

/// Simulated students against a container of its own, on this machine.
#[derive(Debug, Parser)]
#[command(name = "load", version)]
struct Arguments {
    /// How many students.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=2_000))]
    students: u32,
    /// Seconds from one answer of a student to the next.
    #[arg(long, default_value_t = 10.0)]
    every: f64,
    /// For how many seconds they answer.
    #[arg(long, default_value_t = 180, value_parser = clap::value_parser!(u32).range(1..=900))]
    seconds: u32,
    /// Milliseconds that 99 of 100 saves may take.
    #[arg(long, default_value_t = 200)]
    limit: u32,
    /// Don't look for the highest rate.
    #[arg(long)]
    no_search: bool,
    /// Be the container, with its data in that folder.
    #[arg(long, value_name = "DIR", hide = true)]
    serve: Option<std::path::PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.serve {
        Some(folder) => server::serve(folder).await,
        None => run(&arguments).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<(), Error> {
    let limit = Duration::from_millis(arguments.limit.into());
    let server = Server::start()?;
    let mut students = student::enrolled(&server.base, arguments.students).await?;
    let pace = Pace { every: Duration::from_secs_f64(arguments.every.clamp(0.01, 60.0)), seconds: arguments.seconds };
    let times = round::run(&mut students, pace).await?;
    println!("an answer each every {} s, for {} s: {times}", arguments.every, arguments.seconds);
    let held = times.hold(limit);
    if !arguments.no_search {
        match search::highest(&mut students, limit).await? {
            Some(rate) => {
                println!("highest rate that held, 99 of 100 within {} ms: {rate:.0} durable saves a second", arguments.limit)
            }
            None => println!("no rate held"),
        }
    }
    // Killed, not stopped: what was acknowledged has to be on the disk by then.
    let url = server.kill()?;
    let checked = history::check(&url, &students).await?;
    println!("in the database, after the container was killed: {checked}");
    match held {
        true => Ok(()),
        false => Err(Error::TooSlow(times.to_string())),
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
